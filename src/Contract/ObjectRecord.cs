namespace ConfigSync.Contract;

/// <summary>A ConfigMap or Secret that an injected Pod depends on.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">Name in the Pod's namespace.</param>
/// <param name="By"><c>mount</c> when a volume brings it, <c>env</c> when a container's environment does.</param>
/// <param name="Keys">The keys that are used, when it is not all of them.</param>
public sealed record ObjectRecord(string Kind, string Name, string By, IReadOnlyList<string>? Keys = null)
{
    /// <summary>Value of <see cref="Kind"/> for a ConfigMap.</summary>
    public const string ConfigMap = "ConfigMap";

    /// <summary>Value of <see cref="Kind"/> for a Secret.</summary>
    public const string Secret = "Secret";

    /// <summary>Value of <see cref="By"/> for an object that a volume brings.</summary>
    public const string Mount = "mount";

    /// <summary>Value of <see cref="By"/> for an object referenced by <c>env</c> or <c>envFrom</c>.</summary>
    public const string Env = "env";
}
