namespace ConfigSync.Contract;

/// <summary>Values of the label <c>config-sync.dev/inject</c>. The Pod's value wins over its Namespace's.</summary>
public static class InjectLabel
{
    /// <summary>Inject; if the webhook is unreachable the Pod starts without the agent.</summary>
    public const string Enabled = "enabled";

    /// <summary>The same as <see cref="Enabled"/>.</summary>
    public const string True = "true";

    /// <summary>Inject; if the webhook is unreachable the Pod does not start.</summary>
    public const string Required = "required";

    /// <summary>Never inject.</summary>
    public const string Disabled = "disabled";

    /// <summary>The same as <see cref="Disabled"/>.</summary>
    public const string False = "false";

    /// <summary>Every value that is understood; any other on a Pod is an error.</summary>
    public static IReadOnlyList<string> All { get; } = [Enabled, True, Required, Disabled, False];

    /// <summary>True when <paramref name="value"/> turns injection off.</summary>
    public static bool IsOff(string value) => value is Disabled or False;
}
