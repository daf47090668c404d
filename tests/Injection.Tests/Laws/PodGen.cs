using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Pods as an API server would accept them, but for fields of a future version.</summary>
internal static class PodGen
{
    public static Arbitrary<GeneratedPod> Pods { get; } = Arb.From(Pod, PodShrinker.Shrink);

    /// <summary>A Pod, and what another webhook brings to it once it is injected: a container, and perhaps a volume.</summary>
    public static Arbitrary<(GeneratedPod Pod, GeneratedPod Brought)> PodsAndGuests { get; } = Arb.From(
        from pod in Pod
        from volume in VolumeGen.Volume("brought")
        from container in ContainerGen.Container("late", [volume, .. Known(pod)])
        select (pod, new GeneratedPod(new JObject { ["container"] = container!.DeepClone(), ["volume"] = volume.Json.DeepClone() })),
        pair => PodShrinker.Shrink(pair.Item1).Select(pod => (pod, pair.Item2)));

    private static Gen<GeneratedPod> Pod =>
        from volumes in VolumeGen.Volumes
        from containers in Containers(["app", "side", "third"], 1, volumes, isInit: false)
        from initContainers in Gen.Frequency((2, Gen.Constant<JToken?>(null)), (1, Containers(["first", "second"], 0, volumes, isInit: true)))
        from metadata in Gens.Object(
            ("name", Gens.Sometimes(50, Gens.Always("web"))),
            ("generateName", Gens.Sometimes(50, Gens.Always("web-"))),
            ("labels", Gens.Sometimes(80, Labels)),
            ("annotations", Gens.Sometimes(80, AnnotationGen.Annotations)))
        from spec in Gens.Object(
            ("hostPID", Gens.Sometimes(8, Gens.OneOf(true, false))),
            ("hostNetwork", Gens.Sometimes(12, Gens.OneOf(true, false))),
            ("shareProcessNamespace", Gens.Sometimes(15, Gens.OneOf(true, false))),
            ("restartPolicy", Gens.Sometimes(30, Gens.OneOf("Always", "Always", "Never", "OnFailure"))),
            ("terminationGracePeriodSeconds", Gens.Sometimes(20, Gens.OneOf(0, 45))),
            ("os", Gens.Sometimes(4, Gens.Object(("name", Gens.OneOf("linux", "windows"))))),
            ("securityContext", Gens.Sometimes(60, ContainerGen.Security(fsGroup: true))),
            ("imagePullSecrets", Gens.Sometimes(30, Gens.Array(0, 3, Gens.Object(("name", Gens.Sometimes(95, Gens.OneOf("own", "second", "mirror"))))))),
            ("volumes", Gens.Always(Gens.ArrayOf(volumes.Select(volume => volume.Json)))),
            ("initContainers", Gen.Constant<JToken?>(initContainers)),
            ("containers", Gen.Constant<JToken?>(containers)),
            ("futureField", Gens.Sometimes(10, Gens.OneOf(new JArray(1, 2.50m), "x"))))
        from provided in ResourcesGen.Into(spec!)
        select new GeneratedPod(new JObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata!.DeepClone(), ["spec"] = provided!.DeepClone() });

    private static Gen<JToken?> Labels => Gens.Object(
        ("app", Gens.Always("web")),
        ("config-sync.dev/inject", Gens.Sometimes(50, Gens.OneOf("enabled", "enabled", "enabled", "required", "true", "disabled"))));

    private static Gen<JToken?> Containers(IReadOnlyList<string> names, int least, GeneratedVolume[] volumes, bool isInit) =>
        from count in Gen.Choose(least, names.Count)
        from containers in Gen.CollectToArray(names.Take(count), name => ContainerGen.Container(name, volumes, isInit))
        from keepsRunning in Gens.Sometimes(isInit ? 30 : 0, Gens.Always("Always"))
        select (JToken?)Gens.ArrayOf(containers.Select((container, index) => Running(container!, index == 0 ? keepsRunning : null)));

    private static JObject Running(JToken container, JToken? restartPolicy)
    {
        var json = (JObject)container.DeepClone();
        if (restartPolicy is not null)
        {
            json["restartPolicy"] = restartPolicy;
        }

        return json;
    }

    private static IEnumerable<GeneratedVolume> Known(GeneratedPod pod) =>
        pod.Json["spec"]!["volumes"]!.Select(volume => new GeneratedVolume((string)volume["name"]!, (JObject)volume, ["a.yaml", "conf.d"]));
}
