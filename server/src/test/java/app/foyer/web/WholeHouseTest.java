package app.foyer.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/// A test against the running server as its users meet it: real tokens, real pages, and a [Town] of organizations.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "foyer.public-url=https://foyer.example",
            "management.server.port=0",
            "foyer.mail-connections=0",
            "foyer.jobs=false",
            "foyer.mail-bounce-address=bounces@foyer.example",
            "foyer.mail-hook-secret=" + Town.HOOK_SECRET,
            "foyer.limits.emails-per-address-per-day=1000",
            "foyer.operator-token=" + Town.OPERATOR
        })
@Import({TestDatabase.class, Town.class, AskedTown.class})
@interface WholeHouseTest {}
