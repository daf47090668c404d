using ConfigSync.Injection.Findings;

namespace ConfigSync.Injection.Settings;

/// <summary>What is wrong with profiles, and where.</summary>
/// <param name="Field">The path of the entry: <c>profiles.web.interval</c>, <c>namespaces.shop</c>.</param>
/// <param name="Finding">What is wrong with it.</param>
public sealed record ProfileError(string Field, Finding Finding)
{
    /// <summary>The finding, as people see it.</summary>
    public override string ToString() => Finding.ToString();
}
