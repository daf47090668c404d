namespace ConfigSync.Contract;

/// <summary>Every annotation that a Pod may carry. The README's table is checked against this list.</summary>
public static class PodAnnotations
{
    private const string None = "none";

    /// <summary>Which profile's values hold where the Pod says nothing.</summary>
    public static readonly PodAnnotation Profile = new("profile", "name of a profile", "default",
        "The profile whose values hold where the Pod says nothing.");

    /// <summary>Which containers are told and have their mounts made updatable.</summary>
    public static readonly PodAnnotation Containers = new("containers", "comma list of container names", "every container that mounts a source",
        "The containers whose mounts are made updatable and which are told of a change.");

    /// <summary>What is watched.</summary>
    public static readonly PodAnnotation Sources = new("sources", "comma list of `configmaps`, `secrets`, or volume names", "configmaps",
        "What is watched.");

    /// <summary>How the application is told.</summary>
    public static readonly PodAnnotation Reload = new("reload", "`signal`, `http`, `restart`, `rollout`, `none`", "`http` when `reload-url` is set, else `signal`",
        "How the application is told of a change.");

    /// <summary>Which signal tells it.</summary>
    public static readonly PodAnnotation Signal = new("signal", "a signal name such as `SIGHUP`", "SIGHUP",
        "The signal that tells the application to reload.");

    /// <summary>Which process gets the signal.</summary>
    public static readonly PodAnnotation Process = new("process", "executable name", "the container's main process",
        "The process that is signalled or restarted.");

    /// <summary>What is called to reload.</summary>
    public static readonly PodAnnotation ReloadUrl = new("reload-url", "http or https URL", None,
        "The URL that is called to reload.");

    /// <summary>How it is called.</summary>
    public static readonly PodAnnotation ReloadMethod = new("reload-method", "`POST`, `PUT`, `GET`", "POST",
        "The method with which `reload-url` is called.");

    /// <summary>What must answer 2xx after a reload.</summary>
    public static readonly PodAnnotation VerifyUrl = new("verify-url", "http or https URL", None,
        "The URL that must answer 2xx after a reload, or the reload does not count as done.");

    /// <summary>How long it may take to do so.</summary>
    public static readonly PodAnnotation VerifyTimeout = new("verify-timeout", "duration, 1s to 1h", "30s",
        "How long `verify-url` is asked before a reload counts as unverified.");

    /// <summary>The polling backstop behind inotify.</summary>
    public static readonly PodAnnotation Interval = new("interval", "duration, 1s to 1h", "60s",
        "How often the agent looks on its own, as a backstop behind inotify.");

    /// <summary>What the application reads.</summary>
    public static readonly PodAnnotation Delivery = new("delivery", "`mount`, `copy`", "mount",
        "Whether the application reads the kubelet's volume or a copy made of plain files.");

    /// <summary>Which strategy is taken for subPath mounts.</summary>
    public static readonly PodAnnotation SubPath = new("subpath", "`auto`, `rewrite`, `keep-path`, `leave`", "auto",
        "How a subPath mount of a file is made updatable.");

    /// <summary>The claim that sources are copied to.</summary>
    public static readonly PodAnnotation TargetClaim = new("target-claim", "name of a PersistentVolumeClaim", None,
        "The claim that the sources are copied to, mounted at `target-path`.");

    /// <summary>The directory that sources are copied to.</summary>
    public static readonly PodAnnotation TargetPath = new("target-path", "absolute directory", None,
        "The directory, in a writable volume of the container, that the sources are copied to.");

    /// <summary>What happens when the application edits its copy.</summary>
    public static readonly PodAnnotation Drift = new("drift", "`keep`, `restore`", "keep",
        "Whether an edit that the application makes to its copy is left until the source changes next, or put back.");

    /// <summary>What a change behind env does.</summary>
    public static readonly PodAnnotation EnvChanges = new("env-changes", "`ignore`, `restart`, `rollout`", "`restart` or `rollout` when `reload` is that, else `ignore`",
        "What a change of an object behind `env` or `envFrom` does.");

    /// <summary>The agent's UID.</summary>
    public static readonly PodAnnotation RunAsUser = new("run-as-user", "UID, 0 to 2147483647", "the target container's, then the Pod's `runAsUser`",
        "The UID that the agent runs as.");

    /// <summary>How the agent is placed in the Pod.</summary>
    public static readonly PodAnnotation Sidecar = new("sidecar", "`native`, `container`", "native",
        "Whether the agent is an init container that keeps running, or a plain container.");

    /// <summary>The agent's CPU.</summary>
    public static readonly PodAnnotation AgentCpu = new("agent-cpu", "`request` or `request/limit`", "10m/100m",
        "The agent's CPU request and limit.");

    /// <summary>The agent's memory.</summary>
    public static readonly PodAnnotation AgentMemory = new("agent-memory", "`request` or `request/limit`", "16Mi/32Mi",
        "The agent's memory request and limit.");

    /// <summary>The agent's image. Whoever may create a Pod may name any image in it already, so this gives nobody a power that they lack.</summary>
    public static readonly PodAnnotation AgentImageReference = new("agent-image-reference", "image reference", "the webhook's option `--agent-image`",
        "The image of the agent, such as one of a mirror.");

    /// <summary>What the agent's image is pulled with.</summary>
    public static readonly PodAnnotation AgentPullSecrets = new("agent-pull-secrets", "comma list of Secret names", "the webhook's option `--agent-pull-secrets`",
        "The Secrets, of the Pod's namespace, that the agent's image is pulled with.");

    /// <summary>All of them, in the order of the README.</summary>
    public static IReadOnlyList<PodAnnotation> All { get; } =
    [
        Profile, Containers, Sources, Reload, Signal, Process, ReloadUrl, ReloadMethod, VerifyUrl, VerifyTimeout, Interval,
        Delivery, SubPath, TargetClaim, TargetPath, Drift, EnvChanges, RunAsUser, Sidecar, AgentCpu, AgentMemory,
        AgentImageReference, AgentPullSecrets,
    ];
}
