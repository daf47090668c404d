namespace ConfigSync.Contract;

// The last text of each annotation is its documentation.
#pragma warning disable CS1591

/// <summary>Every annotation that a Pod may carry. The documentation's table is checked against this list.</summary>
public static class PodAnnotations
{
    private const string None = "none";

    public static readonly PodAnnotation Profile = new("profile", "name of a profile", "default",
        "The profile whose values hold where the Pod says nothing.");

    public static readonly PodAnnotation Containers = new("containers", "comma list of container names", "every container that mounts a source",
        "The containers whose mounts are made updatable and whose application reloads on a change.");

    public static readonly PodAnnotation Sources = new("sources", "comma list of `configmaps`, `secrets`, or volume names", "configmaps",
        "The volumes that are watched.");

    public static readonly PodAnnotation Reload = new("reload", "`signal`, `http`, `restart`, `rollout`, `none`", "`http` when `reload-url` is set, else `signal`",
        "How the application is made to reload.");

    public static readonly PodAnnotation Signal = new("signal", "a signal name such as `SIGHUP`", "SIGHUP",
        "The signal that makes the application reload.");

    public static readonly PodAnnotation Process = new("process", "executable name", "the container's main process",
        "The process that is signalled or restarted.");

    public static readonly PodAnnotation ReloadUrl = new("reload-url", "http or https URL", None,
        "The URL that is called to reload.");

    public static readonly PodAnnotation ReloadMethod = new("reload-method", "`POST`, `PUT`, `GET`", "POST",
        "The method with which `reload-url` is called.");

    public static readonly PodAnnotation VerifyUrl = new("verify-url", "http or https URL", None,
        "The URL that must answer 2xx after a reload, or the reload does not count as done.");

    public static readonly PodAnnotation VerifyTimeout = new("verify-timeout", "duration, 1s to 1h", "30s",
        "How long `verify-url` is asked before a reload counts as unverified.");

    public static readonly PodAnnotation Interval = new("interval", "duration, 1s to 1h", "60s",
        "How often the agent checks its sources on its own, in case inotify missed a change.");

    public static readonly PodAnnotation Delivery = new("delivery", "`mount`, `copy`", "mount",
        "Whether the application reads the kubelet's volume or a copy made of plain files.");

    public static readonly PodAnnotation SubPath = new("subpath", "`auto`, `rewrite`, `keep-path`, `leave`", "auto",
        "How a subPath mount of a file is made updatable.");

    public static readonly PodAnnotation TargetClaim = new("target-claim", "name of a PersistentVolumeClaim", None,
        "The claim that the sources are copied to, mounted at `target-path`.");

    public static readonly PodAnnotation TargetPath = new("target-path", "absolute directory", None,
        "The directory, in a writable volume of the container, that the sources are copied to.");

    public static readonly PodAnnotation Drift = new("drift", "`keep`, `restore`", "keep",
        "Whether an edit that the application makes to its copy is left until the source changes next, or put back.");

    public static readonly PodAnnotation EnvChanges = new("env-changes", "`ignore`, `restart`, `rollout`", "`restart` or `rollout` when `reload` is that, else `ignore`",
        "The effect of a change of an object referenced by `env` or `envFrom`.");

    public static readonly PodAnnotation RunAsUser = new("run-as-user", "UID, 0 to 2147483647", "the target container's, then the Pod's `runAsUser`",
        "The UID that the agent runs as.");

    public static readonly PodAnnotation Sidecar = new("sidecar", "`native`, `container`, `none`", "native",
        "Whether the agent is an init container that keeps running, a plain container, or not there: mounts are then made updatable as far as they can be without it.");

    public static readonly PodAnnotation AgentCpu = new("agent-cpu", "`request` or `request/limit`", "1m/100m",
        "The agent's CPU request and limit.");

    public static readonly PodAnnotation AgentMemory = new("agent-memory", "`request` or `request/limit`", "10Mi/32Mi",
        "The agent's memory request and limit.");

    public static readonly PodAnnotation AgentPort = new("agent-port", "port, 1 to 65535", "9533, or the next one that the Pod does not use",
        "The port at which the agent serves HTTP.");

    public static readonly PodAnnotation AgentImage = new("agent-image", "`auto`, `own`, `target`", "auto",
        "Whether the agent runs in its own image or in the target container's; `auto` takes the target's where the UID stands in its image.");

    // Anyone who can create a Pod can already name any image in it, so this grants no new permission.
    public static readonly PodAnnotation AgentImageReference = new("agent-image-reference", "image reference", "the webhook's option `--agent-image`",
        "The image of the agent, such as one of a mirror.");

    public static readonly PodAnnotation AgentPullSecrets = new("agent-pull-secrets", "comma list of Secret names", "the webhook's option `--agent-pull-secrets`",
        "The Secrets, of the Pod's namespace, that the agent's image is pulled with.");

    /// <summary>Every annotation, in the order of the documentation.</summary>
    public static IReadOnlyList<PodAnnotation> All { get; } =
    [
        Profile, Containers, Sources, Reload, Signal, Process, ReloadUrl, ReloadMethod, VerifyUrl, VerifyTimeout, Interval,
        Delivery, SubPath, TargetClaim, TargetPath, Drift, EnvChanges, RunAsUser, Sidecar, AgentCpu, AgentMemory, AgentPort,
        AgentImage, AgentImageReference, AgentPullSecrets,
    ];
}

/// <summary>One annotation that a Pod may carry, which is also one setting that a profile may give.</summary>
/// <param name="Name">The key without its prefix; the name by which a profile gives it.</param>
/// <param name="Values">The values that are accepted, for people.</param>
/// <param name="Default">The default where neither the Pod nor its profile gives a value, for people.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record PodAnnotation(string Name, string Values, string Default, string Meaning)
{
    /// <summary>The key as it stands on a Pod.</summary>
    public string Key { get; } = InjectedNames.Prefix + Name;
}
