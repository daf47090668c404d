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

    /// <summary>Name of the init container that installs the agent's program for an agent that runs in the application's image.</summary>
    public const string InstallContainer = "config-sync-install";

    /// <summary>The emptyDir that holds the agent's program, its loader and its libraries.</summary>
    public const string ProgramVolume = "config-sync-program";

    /// <summary>The emptyDir that holds the agent's state; its empty sub-directory covers the API token.</summary>
    public const string StateVolume = "config-sync-state";

    /// <summary>The emptyDir whose files are bound to the very paths that applications hard-code (strategy keep-path).</summary>
    public const string FilesVolume = "config-sync-files";

    /// <summary>The same for files of Secrets: an emptyDir in memory, since a Secret must never reach a disk.</summary>
    public const string SecretFilesVolume = "config-sync-secrets";

    /// <summary>Stem of the emptyDirs that hold copied directories: <c>config-sync-copy-0</c>, and so on.</summary>
    public const string CopyVolumeStem = "config-sync-copy-";

    /// <summary>Stem of volumes derived from the Pod's own with other items (strategies sub-directory and rewrite).</summary>
    public const string ItemsVolumeStem = "config-sync-items-";

    /// <summary>Stem of volumes that mount objects referenced by <c>env</c> and <c>envFrom</c>, for the agent to watch.</summary>
    public const string EnvVolumeStem = "config-sync-env-";

    /// <summary>Name of the volume added for the annotation <c>target-claim</c>.</summary>
    public const string TargetVolume = "config-sync-target";

    /// <summary>Where source volumes are mounted in the agent, read-only, each under its volume's name.</summary>
    public const string SourcesPath = "/config-sync/sources";

    /// <summary>Where writable targets are mounted in the agent, each under a number.</summary>
    public const string TargetsPath = "/config-sync/targets";

    /// <summary>Where the agent's program is installed and started from in the application's image.</summary>
    public const string ProgramPath = "/config-sync/bin";

    /// <summary>The loader there, whatever the architecture calls it.</summary>
    public const string LoaderPath = ProgramPath + "/loader";

    /// <summary>The program there.</summary>
    public const string InstalledProgram = ProgramPath + "/config-sync";

    /// <summary>The agent's program in its own image.</summary>
    public const string AgentProgram = "/usr/local/bin/config-sync";

    /// <summary>Where a target that nothing else tells from other containers has a directory of its own mounted, for the agent to know its processes by.</summary>
    public const string MarkerPath = "/config-sync/target";

    /// <summary>The directory of the agent's state that holds a directory for each marked target.</summary>
    public const string MarkersDirectory = "targets";

    /// <summary>Where the agent keeps its state.</summary>
    public const string StatePath = "/config-sync/state";

    /// <summary>Where the API server mounts a token unless something is mounted there already.</summary>
    public const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The agent's port for metrics, health and status, unless the Pod uses it itself.</summary>
    public const int AgentPort = 9533;

    /// <summary>UID that the agent's image runs as when the target's UID is unknown and none is needed.</summary>
    public const long AgentUser = 65532;

    /// <summary>True when the webhook gives containers this name, and so nobody else may.</summary>
    public static bool IsInjectedContainer(string name) => name is AgentContainer or InitContainer or InstallContainer;

    /// <summary>True when the webhook gives volumes this name, and so nobody else may.</summary>
    public static bool IsInjectedVolume(string name) =>
        name is StateVolume or ProgramVolume or FilesVolume or SecretFilesVolume or TargetVolume
        || name.StartsWith(CopyVolumeStem, StringComparison.Ordinal)
        || name.StartsWith(ItemsVolumeStem, StringComparison.Ordinal)
        || name.StartsWith(EnvVolumeStem, StringComparison.Ordinal);
}
