namespace ConfigSync.Injection.Settings;

/// <summary>The operator's settings of injection. Immutable: a new profiles file makes a new one.</summary>
public sealed record InjectionSettings
{
    /// <summary>Version written into the <c>injected</c> annotation. Ours, never empty.</summary>
    public required string Version { get; init; }

    /// <summary>Image of the agent. Default <c>ghcr.io/config-sync/agent:&lt;version&gt;</c> is set by the host.</summary>
    public required string AgentImage { get; init; }

    /// <summary>Pull policy of the agent's image; <see langword="null"/> leaves it to the API server's default.</summary>
    public string? AgentImagePullPolicy { get; init; }

    /// <summary>Secrets, of each Pod's own namespace, that the agent's image is pulled with. Default: none but those that the Pod has anyway.</summary>
    public IReadOnlyList<string> AgentPullSecrets { get; init; } = [];

    /// <summary>The fate of a Pod whose settings have errors. Default: it is denied.</summary>
    public OnErrorPolicy OnError { get; init; } = OnErrorPolicy.Deny;

    /// <summary>Named sets of annotation values. Default: none but an empty <c>default</c>.</summary>
    public ProfileSet Profiles { get; init; } = ProfileSet.Empty;
}

/// <summary>The fate of a Pod whose settings have errors.</summary>
public enum OnErrorPolicy
{
    /// <summary>It is denied, with every error in the message.</summary>
    Deny,

    /// <summary>It is admitted without the agent, with every error as a warning.</summary>
    Warn,
}
