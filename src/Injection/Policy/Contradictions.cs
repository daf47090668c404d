using ConfigSync.Contract;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Policy;

/// <summary>
/// Settings that exclude each other, or the Pod. A profile is written for many Pods, so a value that does not apply to this one is passed
/// over; what the Pod says itself must make sense as a whole.
/// </summary>
internal static class Contradictions
{
    public static void Find(PodSettings settings, PodView pod, FaultList faults)
    {
        var values = settings.Values;
        Needs(PodAnnotations.ReloadUrl, settings.Reload == ReloadValues.Http, "reload: http");
        Needs(PodAnnotations.ReloadMethod, settings.Reload == ReloadValues.Http, "reload: http");
        Needs(PodAnnotations.Signal, settings.Reload == ReloadValues.Signal, "reload: signal");
        Needs(PodAnnotations.Process, NeedsProcess(settings.Reload, settings.EnvChanges), "reload: signal or restart, or env-changes: restart");
        Needs(PodAnnotations.VerifyTimeout, settings.VerifyUrl is not null, "verify-url");
        Needs(PodAnnotations.TargetClaim, settings.TargetPath is not null, "target-path");

        if (settings.Reload == ReloadValues.Http && settings.ReloadUrl is null)
        {
            faults.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.Reload.Key} 'http' needs {PodAnnotations.ReloadUrl.Key}");
        }

        CheckProcesses(settings, pod, faults);
        CheckRestart(settings, pod, faults);

        if (values.IsFromPod(PodAnnotations.RunAsUser) && IsRootWhereNoneMayBe(settings, pod))
        {
            faults.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.RunAsUser.Key} '0' contradicts spec.securityContext.runAsNonRoot 'true'");
        }

        void Needs(PodAnnotation annotation, bool met, string what)
        {
            if (values.IsFromPod(annotation) && !met)
            {
                faults.Add(Reasons.Contradiction, $"invalid annotation: {annotation.Key} needs {what} (was {FaultList.Quote(values[annotation]!)})");
            }
        }
    }

    /// <summary>Whether root is asked for in a Pod that runs nothing as root; a profile that asks for it is passed over.</summary>
    public static bool IsRootWhereNoneMayBe(PodSettings settings, PodView pod) => settings.RunAsUser == 0 && pod.Security?.NonRoot == true;

    /// <summary>Whether a process of the application has to be found and signalled.</summary>
    public static bool NeedsProcess(string reload, string envChanges) =>
        reload is ReloadValues.Signal or ReloadValues.Restart || envChanges == EnvChangesValues.Restart;

    /// <summary>Why the Pod cannot share its processes, or null when it can.</summary>
    public static string? WhyProcessesAreNotShared(PodView pod) =>
        pod.HostPid ? "spec.hostPID 'true'" : pod.ShareProcessNamespace == false ? "spec.shareProcessNamespace 'false'" : null;

    private static void CheckProcesses(PodSettings settings, PodView pod, FaultList faults)
    {
        if (WhyProcessesAreNotShared(pod) is not { } why)
        {
            return;
        }

        if (settings.Values.IsFromPod(PodAnnotations.Reload) && settings.Reload is (ReloadValues.Signal or ReloadValues.Restart))
        {
            faults.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.Reload.Key} '{settings.Reload}' contradicts {why}");
        }

        if (settings.Values.IsFromPod(PodAnnotations.EnvChanges) && settings.EnvChanges == EnvChangesValues.Restart)
        {
            faults.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.EnvChanges.Key} 'restart' contradicts {why}");
        }
    }

    /// <summary>Whether an ended container is started again: only under Always; under the others a restart in place would end the Pod.</summary>
    public static bool IsRestarted(PodView pod) => pod.RestartPolicy is null or "Always";

    private static void CheckRestart(PodSettings settings, PodView pod, FaultList faults)
    {
        Check(PodAnnotations.Reload, settings.Reload == ReloadValues.Restart);
        Check(PodAnnotations.EnvChanges, settings.EnvChanges == EnvChangesValues.Restart);

        void Check(PodAnnotation annotation, bool restarts)
        {
            if (restarts && settings.Values.IsFromPod(annotation) && !IsRestarted(pod))
            {
                faults.Add(Reasons.Contradiction,
                    $"invalid annotation: {annotation.Key} 'restart' needs spec.restartPolicy 'Always' (was {FaultList.Quote(pod.RestartPolicy!)})");
            }
        }
    }
}
