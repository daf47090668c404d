using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Policy;

/// <summary>
/// Decides if a Pod is looked at any further. Being called means being selected (the webhook cannot see the Namespace's label), so only the
/// Pod's own label is checked again. First row that fits:
/// <list type="table">
/// <item><term>annotation kubernetes.io/config.mirror</term><description>mirror-pod</description></item>
/// <item><term>label disabled or false</term><description>disabled</description></item>
/// <item><term>os.name or nodeSelector kubernetes.io/os is windows</term><description>windows-pod</description></item>
/// <item><term>anything else</term><description>go on: an unknown label value is an error there</description></item>
/// </list>
/// </summary>
internal static class InjectionPolicy
{
    /// <summary>The reason to leave the Pod alone, or null to go on.</summary>
    public static Reason? WhyNot(PodView pod)
    {
        if (pod.IsMirror)
        {
            return Reasons.MirrorPod;
        }

        if (pod.Labels.TryGetValue(InjectedNames.InjectLabelKey, out var label) && InjectLabel.IsOff(label))
        {
            return Reasons.Disabled;
        }

        return pod.IsWindows ? Reasons.WindowsPod : null;
    }
}
