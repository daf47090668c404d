using ConfigSync.Injection.Settings;
using ConfigSync.Webhook.Configuration;

namespace ConfigSync.Webhook.Profiles;

/// <summary>The part of the process' settings that injection needs, the same for <c>serve</c> and for the offline commands.</summary>
internal static class InjectorSettings
{
    /// <summary>Takes it out; profiles are added by whoever reads them.</summary>
    public static InjectionSettings From(WebhookOptions options) => new()
    {
        Version = ProductVersion.Text,
        AgentImage = options.AgentImage,
        AgentImagePullPolicy = options.AgentImagePullPolicy is { Length: > 0 } policy ? policy : null,
        AgentPullSecrets = SecretNames.Of(options.AgentPullSecrets),
        OnError = options.OnError,
    };
}
