using ConfigSync.Contract;

namespace ConfigSync.Configuration;

/// <summary>The flags of <see cref="InjectorOptions"/>.</summary>
public static class InjectorFlags
{
    public static readonly ProgramOption ProfilesFile = new("profiles-file", "<path>", null, "YAML file of profiles; the webhook reloads it immediately when it changes.");

    public static readonly ProgramOption AgentImage = new("agent-image", "<image>", new InjectorOptions().AgentImage, "Image of the agent.");

    public static readonly ProgramOption AgentImagePullPolicy =
        new("agent-image-pull-policy", "Always|IfNotPresent|Never", null, "Pull policy of the agent's image.");

    public static readonly ProgramOption AgentPullSecrets =
        new("agent-pull-secrets", "<name>,<name>", null, "Secrets, in the Pod's namespace, with which the agent's image is pulled.");

    public static readonly ProgramOption OnError =
        new("on-error", "deny|warn", "deny", "What happens to a Pod with invalid settings: denied, or admitted without the agent and with warnings.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [ProfilesFile, AgentImage, AgentImagePullPolicy, AgentPullSecrets, OnError];
}
