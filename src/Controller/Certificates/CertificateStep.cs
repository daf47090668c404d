namespace ConfigSync.Controller.Certificates;

/// <summary>What is done next about the webhook's certificates.</summary>
internal enum CertificateStep
{
    None,

    /// <summary>There is no usable pair: a new one is made and served at once.</summary>
    Issue,

    /// <summary>Two thirds of the lifetime are over: the next authority and pair are made, and the authority published, but the pair is not served yet.</summary>
    Stage,

    /// <summary>Every API server knows the next authority by now: its pair is served. The old authority stays published while webhooks pick the pair up.</summary>
    Promote,

    /// <summary>Every webhook serves the new pair by now: the old authority goes.</summary>
    Retire,
}
