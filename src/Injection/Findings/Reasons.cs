using ConfigSync.Contract;

namespace ConfigSync.Injection.Findings;

// The sentence of each reason is its documentation.
#pragma warning disable CS1591

/// <summary>The closed set of everything that can be decided. The documentation's table is checked against <see cref="All"/>.</summary>
public static class Reasons
{
    public static readonly Reason Injected = Decision("injected",
        "The agent was added.");

    public static readonly Reason Recorded = Decision("recorded",
        "Nothing in the Pod needs the agent; the objects it depends on were recorded for the controller.");

    public static readonly Reason WithoutAgent = Decision("without-agent",
        "As sidecar: none asks, no agent was added; mounts were made updatable as far as they can be without one, and recorded.");

    public static readonly Reason Extended = Decision("extended",
        "The Pod had the agent already; only the mounts added since then were handled.");

    public static readonly Reason AlreadyInjected = Decision("already-injected",
        "The Pod has the agent already and nothing is missing.");

    public static readonly Reason Disabled = Decision("disabled",
        "The Pod's label turns injection off.");

    public static readonly Reason NoSource = Decision("no-source",
        "No target container mounts a source, so there is nothing to watch.");

    public static readonly Reason NothingUpdatable = Decision("nothing-updatable",
        "Every mount of a source had to be left as it is, so there is nothing to update.");

    public static readonly Reason MirrorPod = Decision("mirror-pod",
        "A mirror Pod represents a static Pod of the kubelet and must not be changed.");

    public static readonly Reason WindowsPod = Decision("windows-pod",
        "The agent runs on Linux, and the Pod is bound to Windows.");

    public static readonly Reason NotAPodCreation = Decision("not-a-pod-creation",
        "The request is not the creation of a Pod.");

    public static readonly Reason Denied = Decision("denied",
        "The Pod's settings have errors.");

    public static readonly Reason NotInjected = Decision("not-injected",
        "The Pod's settings have errors, so it was admitted without the agent.");

    public static readonly Reason MalformedBody = Malformed("malformed-body",
        "The body is not a well-formed AdmissionReview.");

    public static readonly Reason BodyTooLarge = Malformed("body-too-large",
        "The body is larger than the limit.");

    public static readonly Reason UnsupportedMediaType = Malformed("unsupported-media-type",
        "The content type must be application/json.");

    public static readonly Reason UnsupportedVersion = Malformed("unsupported-version",
        "The review must be of admission.k8s.io/v1.");

    public static readonly Reason MissingRequest = Malformed("missing-request",
        "The review must have a request with a uid.");

    public static readonly Reason MissingObject = Malformed("missing-object",
        "The request must have an object.");

    public static readonly Reason MalformedPod = Malformed("malformed-pod",
        "A field of the Pod has the wrong JSON type.");

    public static readonly Reason InternalError = Malformed("internal-error",
        "The webhook could not decide because of a defect of its own; the failure policy applies.");

    public static readonly Reason UnknownLabelValue = Error("unknown-label-value",
        "The inject label has an unknown value.");

    public static readonly Reason UnknownAnnotation = Error("unknown-annotation",
        "An annotation under our prefix is unknown.");

    public static readonly Reason BadValue = Error("bad-value",
        "An annotation's value breaks its rule.");

    public static readonly Reason UnknownProfile = Error("unknown-profile",
        "The profile does not exist.");

    public static readonly Reason UnknownContainer = Error("unknown-container",
        "A container named in a setting does not exist.");

    public static readonly Reason ContainerWithoutSource = Error("container-without-source",
        "A container named in a setting mounts no source.");

    public static readonly Reason UnknownVolume = Error("unknown-volume",
        "A volume named in a setting does not exist.");

    public static readonly Reason NotASource = Error("not-a-source",
        "A volume named in a setting is not a ConfigMap or Secret, or holds a service account token.");

    public static readonly Reason Contradiction = Error("contradiction",
        "Two settings exclude each other.");

    public static readonly Reason NameInUse = Error("name-in-use",
        "A name that the agent needs is in use in the Pod.");

    public static readonly Reason PathInUse = Error("path-in-use",
        "Two files or directories would land on the same path.");

    public static readonly Reason TargetNotWritable = Error("target-not-writable",
        "The target path is not in a writable volume of the container.");

    public static readonly Reason ProcessesNotShared = Warning("processes-not-shared",
        "The Pod forbids a shared process namespace, so the application is not signalled.");

    public static readonly Reason NotRestartable = Warning("not-restartable",
        "The profile asks for a restart, but the Pod's restart policy would not start the application again, so it is not restarted.");

    public static readonly Reason NeedsPidOne = Warning("needs-pid-1",
        "An image of the Pod can only run as PID 1, which it is not where processes are shared; use reload: http or none.");

    public static readonly Reason OtherUser = Warning("other-user",
        "The target runs as another user than the first one, whose user the agent is, so it is not signalled.");

    public static readonly Reason UserUnknown = Warning("user-unknown",
        "With agent-image: own the application's UID is unknown and root is forbidden, so it is not signalled; use auto or set run-as-user.");

    public static readonly Reason UserAssumed = Warning("user-assumed",
        "With agent-image: own the application's UID is unknown, so the agent may not be able to write to the volume; use auto or set run-as-user.");

    public static readonly Reason InTargetImage = Note("in-target-image",
        "The application's UID stands in its image alone, so the agent runs in that image and is the same user.");

    public static readonly Reason PortMoved = Note("port-moved",
        "The application uses the agent's port, so another was chosen.");

    public static readonly Reason MetricsOff = Note("metrics-off",
        "The Pod uses the host's network, so the agent serves no HTTP there.");

    public static readonly Reason NeverCompletes = Warning("never-completes",
        "A Pod that should complete never does with sidecar: container; use native.");

    public static readonly Reason RootWithKill = Note("root-with-kill",
        "With agent-image: own the UID to signal is unknown, so the agent runs as root with the capability KILL alone.");

    public static readonly Reason GroupSet = Note("group-set",
        "The Pod had no fsGroup, and the added claim needs one to be writable.");

    public static readonly Reason GroupNotSet = Warning("group-not-set",
        "The added claim may need an fsGroup to be writable, but the Pod has other volumes that it would change; it was not set.");

    public static readonly Reason SubPathExpression = Warning("subpath-expression",
        "The mount uses subPathExpr, which is known only when the container starts; it was left as it is.");

    public static readonly Reason NotInItems = Warning("not-in-items",
        "The mount's subPath is not among the volume's items; it was left as it is.");

    public static readonly Reason NeedsAgent = Warning("needs-agent",
        "The mount can only be made updatable by an agent, and sidecar: none adds none; it was left as it is.");

    public static readonly Reason StartsBeforeAgent = Warning("starts-before-agent",
        "The mount needs a first copy, and this init container starts before the agent; it was left as it is.");

    public static readonly Reason NotMentioned = Warning("not-mentioned",
        "subpath: rewrite was asked for, but nothing in the container mentions the path; it was left as it is.");

    public static readonly Reason LeftOnRequest = Note("left-on-request",
        "subpath: leave was asked for, so the mount was left as it is.");

    public static readonly Reason Directory = Strategy(MountStrategy.Directory,
        "Left as it is: the kubelet updates the directory and the agent watches it.");

    public static readonly Reason IntoVolume = Strategy(MountStrategy.IntoVolume,
        "The mount was removed; the agent copies the file to the same path in the volume there.");

    public static readonly Reason Rewrite = Strategy(MountStrategy.Rewrite,
        "Mounted alone in a directory next to the path, and every mention of the path was rewritten.");

    public static readonly Reason KeepPath = Strategy(MountStrategy.KeepPath,
        "The path is now a read-only file of a shared emptyDir that the agent rewrites in place.");

    public static readonly Reason SubDirectory = Strategy(MountStrategy.SubDirectory,
        "Same path, mounted from a derived volume that holds just that directory.");

    public static readonly Reason Copied = Strategy(MountStrategy.Copied,
        "Same path, but a writable copy of plain files that the agent keeps.");

    public static readonly Reason Left = Strategy(MountStrategy.Left,
        "Untouched: the application sees a change when its container restarts.");

    /// <summary>Every reason, in the order of the documentation.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        Injected, Recorded, WithoutAgent, Extended, AlreadyInjected, Disabled, NoSource, NothingUpdatable, MirrorPod, WindowsPod, NotAPodCreation, Denied, NotInjected,
        MalformedBody, BodyTooLarge, UnsupportedMediaType, UnsupportedVersion, MissingRequest, MissingObject, MalformedPod, InternalError,
        UnknownLabelValue, UnknownAnnotation, BadValue, UnknownProfile, UnknownContainer, ContainerWithoutSource, UnknownVolume, NotASource,
        Contradiction, NameInUse, PathInUse, TargetNotWritable,
        ProcessesNotShared, NotRestartable, NeedsPidOne, OtherUser, UserUnknown, UserAssumed, NeverCompletes, GroupNotSet,
        SubPathExpression, NotInItems, NeedsAgent, StartsBeforeAgent, NotMentioned,
        PortMoved, MetricsOff, InTargetImage, RootWithKill, GroupSet, LeftOnRequest,
        Directory, IntoVolume, Rewrite, KeepPath, SubDirectory, Copied, Left,
    ];

    private static Reason Decision(string code, string sentence) => new(code, ReasonKind.Decision, sentence);

    private static Reason Malformed(string code, string sentence) => new(code, ReasonKind.Malformed, sentence);

    private static Reason Error(string code, string sentence) => new(code, ReasonKind.Error, sentence);

    private static Reason Warning(string code, string sentence) => new(code, ReasonKind.Warning, sentence);

    private static Reason Note(string code, string sentence) => new(code, ReasonKind.Note, sentence);

    private static Reason Strategy(string code, string sentence) => new(code, ReasonKind.Strategy, sentence);
}
