namespace ConfigSync.Controller.Certificates;

/// <summary>Decides the next step and what the Secret holds after it. Pure but for the randomness of keys.</summary>
/// <param name="Names">The names under which API servers call the webhook.</param>
/// <param name="Lifetime">How long a pair lives.</param>
/// <param name="Overlap">How long old and new authority are trusted together, before and after the pairs are exchanged: the time that a mounted Secret takes to arrive.</param>
internal sealed record CertificatePlan(IReadOnlyList<string> Names, TimeSpan Lifetime, TimeSpan Overlap)
{
    public CertificateStep NextStep(CertificateState? state, DateTimeOffset now) => state switch
    {
        null => CertificateStep.Issue,
        { PreviousAuthority: not null } when now - state.Since >= Overlap => CertificateStep.Retire,
        { Next: not null } when now - state.Since >= Overlap => CertificateStep.Promote,
        { Next: null, PreviousAuthority: null } when now >= state.Current.RenewAt => CertificateStep.Stage,
        _ => CertificateStep.None,
    };

    /// <summary>What the Secret holds after the step.</summary>
    /// <param name="step">A step that <see cref="NextStep"/> gave.</param>
    /// <param name="state">What it holds now.</param>
    /// <param name="unusable">The authority of a pair that can't be served (any more), which some webhook may serve nevertheless.</param>
    /// <param name="now">The time.</param>
    public CertificateState Take(CertificateStep step, CertificateState? state, string? unusable, DateTimeOffset now) => (step, state) switch
    {
        (CertificateStep.Stage, not null) => state with { Next = CertificateIssuer.Issue(Names, Lifetime, now), Since = now },
        (CertificateStep.Promote, { Next: { } next }) => new CertificateState(next, null, state.Current.Authority, now),
        (CertificateStep.Retire, not null) => state with { PreviousAuthority = null, Since = now },
        _ => new CertificateState(CertificateIssuer.Issue(Names, Lifetime, now), null, unusable, now),
    };
}
