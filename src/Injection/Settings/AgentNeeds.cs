using ConfigSync.Contract;

namespace ConfigSync.Injection.Settings;

/// <summary>The settings that only an agent can carry out.</summary>
internal static class AgentNeeds
{
    private static readonly PodAnnotation[] WhateverTheirValue =
    [
        PodAnnotations.Signal, PodAnnotations.Process, PodAnnotations.ReloadUrl, PodAnnotations.ReloadMethod,
        PodAnnotations.VerifyUrl, PodAnnotations.VerifyTimeout, PodAnnotations.Interval, PodAnnotations.TargetClaim, PodAnnotations.TargetPath,
        PodAnnotations.Drift, PodAnnotations.RunAsUser, PodAnnotations.AgentCpu, PodAnnotations.AgentMemory, PodAnnotations.AgentPort,
        PodAnnotations.AgentImage, PodAnnotations.AgentImageReference, PodAnnotations.AgentPullSecrets,
    ];

    /// <summary>The value of the annotation sidecar. A profile that adds no agent is passed over where the Pod itself asks something of one.</summary>
    public static string Sidecar(SettingValues values)
    {
        var sidecar = values[PodAnnotations.Sidecar] ?? SettingWords.SidecarNative;
        return sidecar == SettingWords.SidecarNone && !values.IsFromPod(PodAnnotations.Sidecar) && FromPod(values).Any() ? SettingWords.SidecarNative : sidecar;
    }

    /// <summary>Those that the Pod itself gives.</summary>
    public static IEnumerable<PodAnnotation> FromPod(SettingValues values)
    {
        foreach (var annotation in WhateverTheirValue)
        {
            if (values.IsFromPod(annotation))
            {
                yield return annotation;
            }
        }

        (PodAnnotation Annotation, string[] Values)[] some =
        [
            (PodAnnotations.Reload, [ReloadValues.Signal, ReloadValues.Http, ReloadValues.Restart]),
            (PodAnnotations.EnvChanges, [EnvChangesValues.Restart]),
            (PodAnnotations.Delivery, [SettingWords.DeliveryCopy]),
            (PodAnnotations.SubPath, [SettingWords.SubPathKeepPath]),
        ];
        foreach (var (annotation, needing) in some)
        {
            if (values.IsFromPod(annotation) && needing.Contains(values[annotation]))
            {
                yield return annotation;
            }
        }
    }
}
