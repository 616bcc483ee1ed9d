package app.foyer.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/// A test against the running server, with a database of its own and rooms that only the test has.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "foyer.public-url=https://foyer.example",
            "management.server.port=0",
            "foyer.mail-connections=0",
            "foyer.cors-origins=https://app.example,http://localhost:3000",
            "foyer.audit-seal-every=PT1H",
            "spring.thymeleaf.prefix=classpath:/stubs/",
            "spring.messages.basename=messages/stubs,messages/invitee,messages/problems,messages/mails,messages/docs"
        })
@Import(TestHouse.class)
@interface HouseTest {}
