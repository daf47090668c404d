namespace ConfigSync.Controller.Certificates;

/// <summary>Decides the next step of a rotation, and the contents of the Secret after it. Pure but for the randomness of keys.</summary>
/// <remarks>
/// API servers read the CA bundle of the webhook configuration, and webhooks read the Secret; each learns of a change at its own time, the webhooks after up to a
/// kubelet sync. So at every moment every API server must trust whatever any webhook serves. The order of a rotation:
/// <list type="number">
/// <item>Stage: the new CA joins the <c>caBundle</c>, beside the old one. The old pair is still served. Wait for one overlap: every API server has the bundle.</item>
/// <item>Promote: the pairs are exchanged in the Secret. Both CAs stay trusted. Wait for one overlap: every webhook serves the new pair.</item>
/// <item>Retire: the old CA leaves the bundle. Nothing that it signed is served any more.</item>
/// </list>
/// Exchanged earlier, or dropped earlier, some API server would refuse the certificate of some webhook, and Pods would be created without injection.
/// </remarks>
/// <param name="Names">The DNS names by which API servers call the webhook.</param>
/// <param name="Lifetime">The lifetime of a pair.</param>
/// <param name="Overlap">The wait after each step: longer than a mounted Secret takes to arrive.</param>
internal sealed record CertificatePlan(IReadOnlyList<string> Names, TimeSpan Lifetime, TimeSpan Overlap)
{
    public CertificateStep NextStep(CertificateState? state, DateTimeOffset now) => state switch
    {
        null => CertificateStep.Issue,
        { PreviousCa: not null } when now - state.Since >= Overlap => CertificateStep.Retire,
        { Next: not null } when now - state.Since >= Overlap => CertificateStep.Promote,
        { Next: null, PreviousCa: null } when now >= state.Current.RenewAt => CertificateStep.Stage,
        _ => CertificateStep.None,
    };

    /// <summary>The contents of the Secret after the step.</summary>
    /// <param name="step">A step that <see cref="NextStep"/> gave.</param>
    /// <param name="state">The contents now.</param>
    /// <param name="unusable">The CA of a pair that can't be served (any more), but that some webhook may still serve.</param>
    /// <param name="now">The time.</param>
    public CertificateState Take(CertificateStep step, CertificateState? state, string? unusable, DateTimeOffset now) => (step, state) switch
    {
        (CertificateStep.Stage, not null) => state with { Next = CertificateIssuer.Issue(Names, Lifetime, now), Since = now },
        (CertificateStep.Promote, { Next: { } next }) => new CertificateState(next, null, state.Current.Ca, now),
        (CertificateStep.Retire, not null) => state with { PreviousCa = null, Since = now },
        _ => new CertificateState(CertificateIssuer.Issue(Names, Lifetime, now), null, unusable, now),
    };
}

/// <summary>A step of a rotation. The names are logged.</summary>
internal enum CertificateStep
{
    None,
    Issue, // There is no usable pair: a new one is issued and served immediately.
    Stage, // Two thirds of the lifetime have passed: the next pair is issued, and its CA published. The pair is not served yet.
    Promote, // Every API server trusts the next CA: its pair is served. The old CA stays published while webhooks reload.
    Retire, // Every webhook serves the new pair: the old CA is dropped.
}

/// <summary>The contents of the Secret.</summary>
/// <param name="Current">The pair that the webhook serves.</param>
/// <param name="Next">The pair that it will serve once every API server trusts its CA.</param>
/// <param name="PreviousCa">The CA of the previous pair, while some webhook may still serve that.</param>
/// <param name="Since">The time of the last step.</param>
internal sealed record CertificateState(IssuedPair Current, IssuedPair? Next, string? PreviousCa, DateTimeOffset Since)
{
    /// <summary>The CA certificates that API servers must trust now, as PEM.</summary>
    public string CaBundle => string.Concat(new[] { Current.Ca, Next?.Ca, PreviousCa }.OfType<string>().Select(pem => pem.TrimEnd() + "\n"));

    public int CaCount => 1 + (Next is null ? 0 : 1) + (PreviousCa is null ? 0 : 1);
}
