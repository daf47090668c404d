namespace ConfigSync.Contract;

/// <summary>One annotation that a Pod may carry, which is also one setting that a profile may give.</summary>
/// <param name="Name">The key without its prefix; the name by which a profile gives it.</param>
/// <param name="Values">The values that are accepted, for people.</param>
/// <param name="Default">What holds when neither the Pod nor its profile says anything, for people.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record PodAnnotation(string Name, string Values, string Default, string Meaning)
{
    /// <summary>The key as it stands on a Pod.</summary>
    public string Key { get; } = InjectedNames.Prefix + Name;
}
