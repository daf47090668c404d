using ConfigSync.Injection.Settings;
using ConfigSync.Options;

namespace ConfigSync.Configuration;

/// <summary>The options that decide how Pods are injected: the same for the webhook and for the command line.</summary>
public sealed record InjectorOptions
{
    /// <summary>YAML file of profiles; empty: there are none.</summary>
    public string ProfilesFile { get; init; } = "";

    /// <summary>Image of the agent.</summary>
    public string AgentImage { get; init; } = "ghcr.io/config-sync/agent:" + ProductVersion.Text;

    /// <summary>Pull policy of the agent's image; empty leaves it to the API server.</summary>
    public string AgentImagePullPolicy { get; init; } = "";

    /// <summary>Comma list of Secrets, in each Pod's namespace, with which the agent's image is pulled; empty: only those that the Pod has anyway.</summary>
    public string AgentPullSecrets { get; init; } = "";

    /// <summary>The fate of a Pod with invalid settings.</summary>
    public OnErrorPolicy OnError { get; init; } = OnErrorPolicy.Deny;

    /// <summary>Reads the options.</summary>
    public static InjectorOptions Read(OptionReader reader)
    {
        var defaults = new InjectorOptions();
        return new InjectorOptions
        {
            ProfilesFile = reader.Text(InjectorFlags.ProfilesFile, "be a path, or empty for none", defaults.ProfilesFile, static _ => true),
            AgentImage = reader.Text(InjectorFlags.AgentImage, ImageReference.Rule, defaults.AgentImage, ImageReference.IsValid),
            AgentImagePullPolicy = reader.Text(
                InjectorFlags.AgentImagePullPolicy, "be Always, IfNotPresent or Never, or empty for the API server's choice", defaults.AgentImagePullPolicy,
                static text => text is "" or "Always" or "IfNotPresent" or "Never"),
            AgentPullSecrets = reader.Text(
                InjectorFlags.AgentPullSecrets, SecretNames.Rule + ", or empty for none", defaults.AgentPullSecrets,
                static text => text.Length == 0 || SecretNames.AreValid(text)),
            OnError = reader.Choice(InjectorFlags.OnError, defaults.OnError, ("deny", OnErrorPolicy.Deny), ("warn", OnErrorPolicy.Warn)),
        };
    }

    /// <summary>The settings of the injector, without profiles, which are read from their file.</summary>
    public InjectionSettings ToSettings() => new()
    {
        Version = ProductVersion.Text,
        AgentImage = AgentImage,
        AgentImagePullPolicy = AgentImagePullPolicy.Length > 0 ? AgentImagePullPolicy : null,
        AgentPullSecrets = SecretNames.Of(AgentPullSecrets),
        OnError = OnError,
    };
}
