package app.foyer.docs;

import java.util.List;

/// The document as people read it: operations by tag, with the objects that they send and answer.
///
/// @param url where this Foyer is
record Guide(
        String url,
        Prose about,
        List<Step> start,
        List<Step> manners,
        List<Chapter> chapters,
        List<Thing> objects,
        List<Refusal> refusals) {
    /// Something to do or to know.
    ///
    /// @param command what to type, blank for nothing
    /// @param result what comes of it, blank for nothing to show
    record Step(String title, Prose text, String command, Prose then, String result) {}

    record Chapter(String name, String anchor, Prose about, List<Doing> operations) {}

    /// An operation.
    record Doing(
            String id,
            String method,
            String path,
            String summary,
            Prose about,
            List<Field> parameters,
            String bodyName,
            List<Field> body,
            String curl,
            List<Answer> answers,
            List<Refusal> refusals) {}

    /// @param example empty where there is no body
    record Answer(String status, Prose about, String object, String example) {}

    record Refusal(String status, List<String> types) {}

    /// A schema that answers or requests are made of.
    ///
    /// @param oneOf names of the schemas that it is one of
    record Thing(String name, List<Field> fields, List<String> oneOf) {}
}
