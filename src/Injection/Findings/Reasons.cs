using ConfigSync.Contract;

namespace ConfigSync.Injection.Findings;

/// <summary>The closed set of everything that can be decided. The README's table is checked against <see cref="All"/>.</summary>
public static class Reasons
{
    /// <summary>The agent was added.</summary>
    public static readonly Reason Injected = Decision("injected",
        "The agent was added.");

    /// <summary>Only the controller has something to do.</summary>
    public static readonly Reason Recorded = Decision("recorded",
        "Nothing in the Pod needs the agent; what it depends on was recorded for the controller.");

    /// <summary>Something was missing on an injected Pod.</summary>
    public static readonly Reason Extended = Decision("extended",
        "The Pod carried the agent already; mounts that came later were handled, the rest stayed.");

    /// <summary>Nothing is missing on an injected Pod.</summary>
    public static readonly Reason AlreadyInjected = Decision("already-injected",
        "The Pod carries the agent already and nothing is missing.");

    /// <summary>The Pod's own label says no.</summary>
    public static readonly Reason Disabled = Decision("disabled",
        "The Pod's label says that it must not be injected.");

    /// <summary>Nothing to watch.</summary>
    public static readonly Reason NoSource = Decision("no-source",
        "No target container mounts a source, so there is nothing to watch.");

    /// <summary>Nothing that could change.</summary>
    public static readonly Reason NothingUpdatable = Decision("nothing-updatable",
        "Every mount of a source had to be left as it is, so there is nothing that could change.");

    /// <summary>A mirror Pod.</summary>
    public static readonly Reason MirrorPod = Decision("mirror-pod",
        "A mirror Pod shows a static Pod of the kubelet and must not be changed.");

    /// <summary>A Windows Pod.</summary>
    public static readonly Reason WindowsPod = Decision("windows-pod",
        "The agent runs on Linux, and the Pod is bound to Windows.");

    /// <summary>Not what we are registered for.</summary>
    public static readonly Reason NotAPodCreation = Decision("not-a-pod-creation",
        "The request is not the creation of a Pod.");

    /// <summary>Errors, under onError: deny.</summary>
    public static readonly Reason Denied = Decision("denied",
        "The Pod's settings have errors.");

    /// <summary>Errors, under onError: warn.</summary>
    public static readonly Reason NotInjected = Decision("not-injected",
        "The Pod's settings have errors, so it was admitted without the agent.");

    /// <summary>Not JSON, or not a review.</summary>
    public static readonly Reason MalformedBody = Malformed("malformed-body",
        "The body is not a well-formed AdmissionReview.");

    /// <summary>Too large.</summary>
    public static readonly Reason BodyTooLarge = Malformed("body-too-large",
        "The body is larger than the limit.");

    /// <summary>Not application/json.</summary>
    public static readonly Reason UnsupportedMediaType = Malformed("unsupported-media-type",
        "The content type must be application/json.");

    /// <summary>Not admission.k8s.io/v1.</summary>
    public static readonly Reason UnsupportedVersion = Malformed("unsupported-version",
        "The review must be of admission.k8s.io/v1.");

    /// <summary>No request, or one without a uid.</summary>
    public static readonly Reason MissingRequest = Malformed("missing-request",
        "The review must have a request with a uid.");

    /// <summary>No object.</summary>
    public static readonly Reason MissingObject = Malformed("missing-object",
        "The request must have an object.");

    /// <summary>A field of the Pod has another JSON type.</summary>
    public static readonly Reason MalformedPod = Malformed("malformed-pod",
        "A field of the Pod has the wrong JSON type.");

    /// <summary>A defect of ours.</summary>
    public static readonly Reason InternalError = Malformed("internal-error",
        "The webhook could not decide because of a defect of its own; the failure policy applies.");

    /// <summary>An unknown value of the inject label.</summary>
    public static readonly Reason UnknownLabelValue = Error("unknown-label-value",
        "The inject label has a value that is not understood.");

    /// <summary>An unknown key under our prefix.</summary>
    public static readonly Reason UnknownAnnotation = Error("unknown-annotation",
        "An annotation under our prefix is not known.");

    /// <summary>A value that breaks its annotation's rule.</summary>
    public static readonly Reason BadValue = Error("bad-value",
        "An annotation's value breaks its rule.");

    /// <summary>An unknown profile.</summary>
    public static readonly Reason UnknownProfile = Error("unknown-profile",
        "The profile does not exist.");

    /// <summary>An unknown container.</summary>
    public static readonly Reason UnknownContainer = Error("unknown-container",
        "A container that is named does not exist.");

    /// <summary>A container without a source.</summary>
    public static readonly Reason ContainerWithoutSource = Error("container-without-source",
        "A container that is named mounts no source.");

    /// <summary>An unknown volume.</summary>
    public static readonly Reason UnknownVolume = Error("unknown-volume",
        "A volume that is named does not exist.");

    /// <summary>A volume that cannot be a source.</summary>
    public static readonly Reason NotASource = Error("not-a-source",
        "A volume that is named is not a ConfigMap or Secret, or holds a service account token.");

    /// <summary>Settings that exclude each other.</summary>
    public static readonly Reason Contradiction = Error("contradiction",
        "Two settings exclude each other.");

    /// <summary>A name of ours is taken.</summary>
    public static readonly Reason NameInUse = Error("name-in-use",
        "A name that the agent needs is in use in the Pod.");

    /// <summary>Two copies would land on the same path.</summary>
    public static readonly Reason PathInUse = Error("path-in-use",
        "Two files or directories would land on the same path.");

    /// <summary>The target path is in no writable volume.</summary>
    public static readonly Reason TargetNotWritable = Error("target-not-writable",
        "The target path does not lie in a writable volume of the container.");

    /// <summary>Processes are not shared, so no signal.</summary>
    public static readonly Reason ProcessesNotShared = Warning("processes-not-shared",
        "The Pod forbids a shared process namespace, so the application is not signalled.");

    /// <summary>A profile's restart, and nobody to start the container again.</summary>
    public static readonly Reason NotRestartable = Warning("not-restartable",
        "The profile says restart, but the Pod's restart policy would not start the application again, so it is not restarted.");

    /// <summary>The UID is not known and root is forbidden, so no signal.</summary>
    public static readonly Reason UserUnknown = Warning("user-unknown",
        "The application's UID is not known, or not just one, and root is forbidden, so it is not signalled; set run-as-user.");

    /// <summary>The UID is not known and a volume is written.</summary>
    public static readonly Reason UserAssumed = Warning("user-assumed",
        "The application's UID is not known, so the agent may not be able to write to the volume; set run-as-user.");

    /// <summary>More processes than targets.</summary>
    public static readonly Reason AmbiguousProcess = Warning("ambiguous-process",
        "The Pod has containers that are no targets, so the agent cannot tell which process to signal; set process.");

    /// <summary>Our port was taken.</summary>
    public static readonly Reason PortMoved = Note("port-moved",
        "The application uses the agent's port, so another was chosen.");

    /// <summary>No HTTP on the host's network.</summary>
    public static readonly Reason MetricsOff = Note("metrics-off",
        "The Pod uses the host's network, so the agent serves no HTTP there.");

    /// <summary>A Job that waits for a plain sidecar.</summary>
    public static readonly Reason NeverCompletes = Warning("never-completes",
        "A Pod that is meant to end never does with sidecar: container; use native.");

    /// <summary>Root with KILL.</summary>
    public static readonly Reason RootWithKill = Note("root-with-kill",
        "The UID to signal is not known or not just one, so the agent runs as root with the capability KILL alone.");

    /// <summary>fsGroup was set.</summary>
    public static readonly Reason GroupSet = Note("group-set",
        "The Pod had no fsGroup, and the claim that was added needs one to be writable.");

    /// <summary>Left: subPathExpr.</summary>
    public static readonly Reason SubPathExpression = Warning("subpath-expression",
        "The mount uses subPathExpr, which is known only when the container starts; it was left as it is.");

    /// <summary>Left: not among the items.</summary>
    public static readonly Reason NotInItems = Warning("not-in-items",
        "The mount's subPath is not among the volume's items; it was left as it is.");

    /// <summary>Left: rewrite asked for, nothing mentions the path.</summary>
    public static readonly Reason NotMentioned = Warning("not-mentioned",
        "subpath: rewrite was asked for, but nothing in the container mentions the path; it was left as it is.");

    /// <summary>Left: asked for.</summary>
    public static readonly Reason LeftOnRequest = Note("left-on-request",
        "subpath: leave was asked for, so the mount was left as it is.");

    /// <summary>Strategy directory.</summary>
    public static readonly Reason Directory = Strategy(MountStrategy.Directory,
        "Left as it is: the kubelet updates the directory and the agent watches it.");

    /// <summary>Strategy into-volume.</summary>
    public static readonly Reason IntoVolume = Strategy(MountStrategy.IntoVolume,
        "The mount went; the agent copies the file to the very same path in the volume there.");

    /// <summary>Strategy rewrite.</summary>
    public static readonly Reason Rewrite = Strategy(MountStrategy.Rewrite,
        "Mounted as a directory next to the path, and every mention of the path was rewritten.");

    /// <summary>Strategy keep-path.</summary>
    public static readonly Reason KeepPath = Strategy(MountStrategy.KeepPath,
        "The path is now a file of a shared emptyDir that the agent rewrites in place.");

    /// <summary>Strategy sub-directory.</summary>
    public static readonly Reason SubDirectory = Strategy(MountStrategy.SubDirectory,
        "Same path, mounted from a derived volume that holds just that directory.");

    /// <summary>Strategy copied.</summary>
    public static readonly Reason Copied = Strategy(MountStrategy.Copied,
        "Same path, but a writable copy of plain files that the agent keeps.");

    /// <summary>Strategy left.</summary>
    public static readonly Reason Left = Strategy(MountStrategy.Left,
        "Untouched: the application sees a change when its container starts again.");

    /// <summary>All of them, in the order of the README.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        Injected, Recorded, Extended, AlreadyInjected, Disabled, NoSource, NothingUpdatable, MirrorPod, WindowsPod, NotAPodCreation, Denied, NotInjected,
        MalformedBody, BodyTooLarge, UnsupportedMediaType, UnsupportedVersion, MissingRequest, MissingObject, MalformedPod, InternalError,
        UnknownLabelValue, UnknownAnnotation, BadValue, UnknownProfile, UnknownContainer, ContainerWithoutSource, UnknownVolume, NotASource,
        Contradiction, NameInUse, PathInUse, TargetNotWritable,
        ProcessesNotShared, NotRestartable, UserUnknown, UserAssumed, AmbiguousProcess, NeverCompletes, SubPathExpression, NotInItems, NotMentioned,
        PortMoved, MetricsOff, RootWithKill, GroupSet, LeftOnRequest,
        Directory, IntoVolume, Rewrite, KeepPath, SubDirectory, Copied, Left,
    ];

    private static Reason Decision(string code, string sentence) => new(code, ReasonKind.Decision, sentence);

    private static Reason Malformed(string code, string sentence) => new(code, ReasonKind.Malformed, sentence);

    private static Reason Error(string code, string sentence) => new(code, ReasonKind.Error, sentence);

    private static Reason Warning(string code, string sentence) => new(code, ReasonKind.Warning, sentence);

    private static Reason Note(string code, string sentence) => new(code, ReasonKind.Note, sentence);

    private static Reason Strategy(string code, string sentence) => new(code, ReasonKind.Strategy, sentence);
}
