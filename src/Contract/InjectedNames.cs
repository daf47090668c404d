namespace ConfigSync.Contract;

/// <summary>Names that config-sync puts into Pods and onto Namespaces. Running Pods depend on them: add, never rename.</summary>
public static class InjectedNames
{
    /// <summary>Prefix of every label and annotation of ours.</summary>
    public const string Prefix = "config-sync.dev/";

    /// <summary>Label on a Namespace or a Pod that asks for injection; its values are in <see cref="InjectLabel"/>.</summary>
    public const string InjectLabelKey = Prefix + "inject";

    /// <summary>Label that marks an injected Pod, for people and for the controller's selector.</summary>
    public const string StatusLabelKey = Prefix + "status";

    /// <summary>The one value of <see cref="StatusLabelKey"/>.</summary>
    public const string StatusInjected = "injected";

    /// <summary>Annotation that holds an <see cref="InjectionRecord"/> as compact JSON.</summary>
    public const string RecordAnnotationKey = Prefix + "injected";

    /// <summary>Annotation that the controller patches on a Pod so that the kubelet syncs its volumes now; its value is a sequence number.</summary>
    public const string NudgeAnnotationKey = Prefix + "nudge";

    /// <summary>Annotation that the controller patches on an owner's Pod template; its value is a hash of the referenced contents.</summary>
    public const string ContentHashAnnotationKey = Prefix + "content-hash";

    /// <summary>Name of the agent's container, and of its metrics port.</summary>
    public const string AgentContainer = "config-sync";

    /// <summary>Name of the init container that makes the first copy when the agent is a plain container.</summary>
    public const string InitContainer = "config-sync-init";

    /// <summary>The emptyDir that holds the agent's state; its empty sub-directory covers the API token.</summary>
    public const string StateVolume = "config-sync-state";

    /// <summary>The emptyDir whose files are bound to the very paths that applications hard-code (strategy keep-path).</summary>
    public const string FilesVolume = "config-sync-files";

    /// <summary>Stem of the emptyDirs that hold copied directories: <c>config-sync-copy-0</c>, and so on.</summary>
    public const string CopyVolumeStem = "config-sync-copy-";

    /// <summary>Stem of volumes derived from the Pod's own with other items (strategy sub-directory).</summary>
    public const string ItemsVolumeStem = "config-sync-items-";

    /// <summary>Stem of volumes that mount objects referenced by <c>env</c> and <c>envFrom</c>, for the agent to watch.</summary>
    public const string EnvVolumeStem = "config-sync-env-";

    /// <summary>Name of the volume added for the annotation <c>target-claim</c>.</summary>
    public const string TargetVolume = "config-sync-target";

    /// <summary>Where source volumes are mounted in the agent, read-only, each under its volume's name.</summary>
    public const string SourcesPath = "/config-sync/sources";

    /// <summary>Where writable targets are mounted in the agent, each under a number.</summary>
    public const string TargetsPath = "/config-sync/targets";

    /// <summary>Where the agent keeps its state.</summary>
    public const string StatePath = "/config-sync/state";

    /// <summary>Where the API server mounts a token unless something is mounted there already.</summary>
    public const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The agent's port for metrics, health and status, unless the Pod uses it itself.</summary>
    public const int AgentPort = 9533;

    /// <summary>UID that the agent's image runs as when the target's UID is unknown and none is needed.</summary>
    public const long AgentUser = 65532;

    /// <summary>True when the webhook gives volumes this name, and so nobody else may.</summary>
    public static bool IsInjectedVolume(string name) =>
        name is StateVolume or FilesVolume or TargetVolume
        || name.StartsWith(CopyVolumeStem, StringComparison.Ordinal)
        || name.StartsWith(ItemsVolumeStem, StringComparison.Ordinal)
        || name.StartsWith(EnvVolumeStem, StringComparison.Ordinal);
}
