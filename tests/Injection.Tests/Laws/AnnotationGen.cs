using ConfigSync.Contract;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Annotations: mostly such as make sense together, now and then one that is wrong.</summary>
internal static class AnnotationGen
{
    public static Gen<JToken?> Annotations { get; } =
        from telling in Gen.Frequency((4, None), (2, Http), (2, Signal), (3, Of((PodAnnotations.Reload, 100, ["restart", "rollout", "none", "none"]))))
        from target in Gen.Frequency((3, None), (1, Target))
        from rest in Rest
        from wrong in Gen.Frequency((29, None), (1, Wrong))
        select (JToken?)Merge([telling!, target!, rest!, wrong!, new JObject { ["other.example/kept"] = "\"é\\" }]);

    private static Gen<JToken?> None => Gens.Always(new JObject());

    private static Gen<JToken?> Http => Of(
        (PodAnnotations.ReloadUrl, 100, ["http://localhost:8080/-/reload", "http://127.0.0.1:9533/r"]),
        (PodAnnotations.ReloadMethod, 40, ["PUT", "GET", "POST"]));

    private static Gen<JToken?> Signal => Of(
        (PodAnnotations.Reload, 50, ["signal"]),
        (PodAnnotations.Signal, 60, ["SIGHUP", "SIGUSR1"]),
        (PodAnnotations.Process, 40, ["app"]));

    private static Gen<JToken?> Target => Of(
        (PodAnnotations.TargetPath, 100, ["/data", "/data/conf", "/target/", "/etc/app", "/etc/app/a"]),
        (PodAnnotations.TargetClaim, 70, ["claim", "new"]));

    private static Gen<JToken?> Rest => Of(
        (PodAnnotations.Containers, 10, ["app", "app,side"]),
        (PodAnnotations.Sources, 30, ["secrets", "configmaps,secrets", "configmaps", "v0", "configmaps,v1"]),
        (PodAnnotations.VerifyUrl, 15, ["http://localhost:9534/ok"]),
        (PodAnnotations.Interval, 10, ["5s", "1h"]),
        (PodAnnotations.Delivery, 35, ["copy", "copy", "mount"]),
        (PodAnnotations.SubPath, 30, ["auto", "rewrite", "keep-path", "leave"]),
        (PodAnnotations.Drift, 20, ["restore", "keep"]),
        (PodAnnotations.EnvChanges, 30, ["restart", "rollout", "ignore"]),
        (PodAnnotations.RunAsUser, 15, ["4711", "0"]),
        (PodAnnotations.Sidecar, 30, ["container", "native", "none"]),
        (PodAnnotations.AgentImage, 20, ["auto", "own", "target"]),
        (PodAnnotations.AgentCpu, 5, ["5m/50m", "7m"]),
        (PodAnnotations.AgentMemory, 5, ["20Mi"]),
        (PodAnnotations.AgentPort, 8, ["9533", "9600"]),
        (PodAnnotations.AgentImageReference, 5, ["mirror.example/agent:1"]),
        (PodAnnotations.AgentPullSecrets, 25, ["mirror", "other", "own,mirror,own", "second, mirror"]));

    private static Gen<JToken?> Wrong =>
        from annotation in Gen.Elements<PodAnnotation>(PodAnnotations.All)
        from key in Gen.Elements(annotation.Key, annotation.Key + "x")
        select (JToken?)new JObject { [key] = " \u0007" };

    private static Gen<JToken?> Of(params (PodAnnotation Annotation, int Percent, string[] Values)[] annotations) =>
        Gens.Object([.. annotations.Select(one => (one.Annotation.Key, Gens.Sometimes(one.Percent, Gen.Elements(one.Values).Select(JToken? (value) => value))))]);

    private static JObject Merge(JToken[] parts)
    {
        var merged = new JObject();
        foreach (var part in parts)
        {
            merged.Merge(part);
        }

        return merged;
    }
}
