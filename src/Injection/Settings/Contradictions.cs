using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Settings;

/// <summary>
/// Settings that exclude each other, or the Pod. A profile is written for many Pods, so a value that does not apply to this one is passed
/// over; what the Pod says itself must make sense as a whole.
/// </summary>
internal static class Contradictions
{
    public static void Find(PodSettings settings, PodView pod, ErrorList errors)
    {
        var values = settings.Values;
        Needs(PodAnnotations.ReloadUrl, settings.Reload == ReloadValues.Http, "reload: http");
        Needs(PodAnnotations.ReloadMethod, settings.Reload == ReloadValues.Http, "reload: http");
        Needs(PodAnnotations.Signal, settings.Reload == ReloadValues.Signal, "reload: signal");
        Needs(PodAnnotations.Process, settings.NeedsProcess, "reload: signal or restart, or env-changes: restart");
        Needs(PodAnnotations.VerifyTimeout, settings.VerifyUrl is not null, "verify-url");
        Needs(PodAnnotations.TargetClaim, settings.TargetPath is not null, "target-path");

        if (settings.Reload == ReloadValues.Http && settings.ReloadUrl is null)
        {
            errors.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.Reload.Key} 'http' needs {PodAnnotations.ReloadUrl.Key}");
        }

        if (!settings.HasAgent)
        {
            foreach (var annotation in AgentNeeds.FromPod(values))
            {
                errors.Add(Reasons.Contradiction,
                    $"invalid annotation: {annotation.Key} needs an agent, and {PodAnnotations.Sidecar.Key} is '{SettingWords.SidecarNone}'"
                    + $" (was {ErrorList.Quote(values[annotation]!)})");
            }
        }

        CheckProcesses(settings, pod, errors);
        CheckRestart(settings, pod, errors);
        CheckPort(settings, pod, errors);

        if (values.IsFromPod(PodAnnotations.RunAsUser) && settings.AsksForForbiddenRoot(pod))
        {
            errors.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.RunAsUser.Key} '0' contradicts spec.securityContext.runAsNonRoot 'true'");
        }

        void Needs(PodAnnotation annotation, bool met, string what)
        {
            if (values.IsFromPod(annotation) && !met)
            {
                errors.Add(Reasons.Contradiction, $"invalid annotation: {annotation.Key} needs {what} (was {ErrorList.Quote(values[annotation]!)})");
            }
        }
    }

    private static void CheckProcesses(PodSettings settings, PodView pod, ErrorList errors)
    {
        if (pod.WhyProcessesAreNotShared is not { } why)
        {
            return;
        }

        if (settings.Values.IsFromPod(PodAnnotations.Reload) && settings.Reload is (ReloadValues.Signal or ReloadValues.Restart))
        {
            errors.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.Reload.Key} '{settings.Reload}' contradicts {why}");
        }

        if (settings.Values.IsFromPod(PodAnnotations.EnvChanges) && settings.EnvChanges == EnvChangesValues.Restart)
        {
            errors.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.EnvChanges.Key} 'restart' contradicts {why}");
        }
    }

    private static void CheckPort(PodSettings settings, PodView pod, ErrorList errors)
    {
        if (settings.AgentPort is not { } port || !settings.Values.IsFromPod(PodAnnotations.AgentPort))
        {
            return;
        }

        if (pod.HostNetwork)
        {
            errors.Add(Reasons.Contradiction,
                $"invalid annotation: {PodAnnotations.AgentPort.Key} '{port}' contradicts spec.hostNetwork 'true': the agent serves no HTTP on the node's network");
        }
        else if (UsedPorts.IsDeclared(pod, port) || settings.CallsPort(port))
        {
            errors.Add(Reasons.Contradiction, $"invalid annotation: {PodAnnotations.AgentPort.Key} must be a port that the application does not use (was '{port}')");
        }
    }

    private static void CheckRestart(PodSettings settings, PodView pod, ErrorList errors)
    {
        Check(PodAnnotations.Reload, settings.Reload == ReloadValues.Restart);
        Check(PodAnnotations.EnvChanges, settings.EnvChanges == EnvChangesValues.Restart);

        void Check(PodAnnotation annotation, bool restarts)
        {
            if (restarts && settings.Values.IsFromPod(annotation) && !pod.RestartsContainers)
            {
                errors.Add(Reasons.Contradiction,
                    $"invalid annotation: {annotation.Key} 'restart' needs spec.restartPolicy 'Always' (was {ErrorList.Quote(pod.RestartPolicy!)})");
            }
        }
    }
}
