namespace ConfigSync.Controller.Certificates;

/// <summary>Everything that is in the Secret.</summary>
/// <param name="Current">The pair that the webhook serves.</param>
/// <param name="Next">The pair that it will serve, once its authority is known everywhere.</param>
/// <param name="PreviousAuthority">The authority of the pair before, while some webhook may still serve that.</param>
/// <param name="Since">When the last step was taken.</param>
internal sealed record CertificateState(IssuedPair Current, IssuedPair? Next, string? PreviousAuthority, DateTimeOffset Since)
{
    /// <summary>The authorities that API servers must trust now, as PEM.</summary>
    public string Authorities => string.Concat(new[] { Current.Authority, Next?.Authority, PreviousAuthority }.OfType<string>().Select(pem => pem.TrimEnd() + "\n"));

    public int AuthorityCount => 1 + (Next is null ? 0 : 1) + (PreviousAuthority is null ? 0 : 1);
}
