package app.foyer.invitation;

/// Which deliveries to list: those in a state, or all whose e-mail hasn't arrived though it has been tried.
enum DeliveryFilter {
    QUEUED,
    SENT,
    FAILED,
    /// Failed, or put off and still waiting.
    NOT_DELIVERED
}
