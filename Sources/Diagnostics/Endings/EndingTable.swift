/// All judgements; the first that applies is believed. What the sides said stands before what TCP shows, and that before
/// what has to be guessed.
enum EndingTable {
    static let all: [any EndingJudgement.Type] = [
        OtherProtocol.self,
        HandshakeUnfinished.self,
        Enciphered.self,
        // The server said no.
        SentElsewhere.self,
        LoginRefused.self,
        NameTaken.self,
        StreamMissing.self,
        ApplicationMissing.self,
        KeyRefused.self,
        ServerFailure.self,
        OtherRefusal.self,
        // TCP could not go on.
        ReceiverStalled.self,
        NetworkStalled.self,
        // Somebody took leave.
        StreamOver.self,
        ClientFinished.self,
        // The server closed, and did not say why.
        ChunksDisordered.self,
        OversizedMessage.self,
        ClosedOnRequest.self,
        SilenceNotTolerated.self,
        BrokenOff.self,
        ServerWentAway.self,
        // The client closed.
        ClientGaveUp.self,
        EncoderWentAway.self,
        PlayerWentAway.self,
        ClientWentAway.self,
        // Nobody did.
        FlowDropped.self,
        CaptureStopped.self,
    ]
}
