using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Volumes of every kind that injection distinguishes, and some that it does not.</summary>
internal static class VolumeGen
{
    private static readonly string[] Keys = ["a.yaml", "b", ".rc", "conf.d"];
    private static readonly string[] Files = ["a.yaml", "conf.d", "conf.d/site.conf", "./a.yaml", "nope", "../up"];
    private static readonly string[] Parts = ["part", "part/of"];

    /// <summary>Volumes <c>v0</c>, <c>v1</c> and so on.</summary>
    public static Gen<GeneratedVolume[]> Volumes { get; } =
        from count in Gen.Choose(1, 6)
        from volumes in Gen.CollectToArray(Enumerable.Range(0, count), number => Volume($"v{number}"))
        select volumes;

    public static Gen<GeneratedVolume> Volume(string name) => Gen.Frequency(
        (6, Of(name, Keys, "configMap", Gens.Object(("name", Names), ("defaultMode", Modes), ("optional", Gens.Sometimes(20, Gens.OneOf(true, false)))))),
        (5, Of(name, Files, "configMap", Gens.Object(("name", Names), ("items", Items), ("defaultMode", Modes)))),
        (2, Of(name, Keys, "secret", Gens.Object(("secretName", Names)))),
        (2, Of(name, Files, "secret", Gens.Object(("secretName", Names), ("items", Items)))),
        (4, Of(name, [.. Keys, .. Files], "projected", Gens.Object(("sources", Gens.Array(1, 4, Projection)), ("defaultMode", Modes)))),
        (3, Of(name, Parts, "emptyDir", Gens.Object(("medium", Gens.Sometimes(30, Gens.Always("Memory")))))),
        (3, Of(name, Parts, "persistentVolumeClaim", Gens.Object(("claimName", Gens.OneOf("claim", "other")), ("readOnly", Gens.Sometimes(20, Gens.OneOf(true, false)))))),
        (1, Of(name, Parts, "ephemeral", Gens.Object())),
        (1, Of(name, Parts, "hostPath", Gens.Object(("path", Gens.OneOf("/srv", "/"))))),
        (1, Of(name, Files, "downwardAPI", Gens.Object(("items", Gens.Array(1, 2, Fields))))),
        (1, Of(name, Parts, "csi", Gens.Object(("driver", Gens.Always("csi.example"))))));

    private static Gen<JToken?> Names => Gens.OneOf("web", "api", "shared");

    private static Gen<JToken?> Modes => Gens.Sometimes(40, Gens.OneOf(420, 256));

    private static Gen<JToken?> Items =>
        from items in Gens.Some(1, 4, ["a.yaml", "conf.d/site.conf", "conf.d/deep/x", ".rc", "b"])
        from mode in Gens.Sometimes(20, Gens.OneOf(256))
        select (JToken?)Gens.ArrayOf(items.Select(path => Item(path, mode)));

    private static Gen<JToken?> Fields =>
        from path in Gens.OneOf("labels", "conf.d/labels")
        select (JToken?)new JObject { ["path"] = path, ["fieldRef"] = new JObject { ["fieldPath"] = "metadata.labels" } };

    private static Gen<JToken?> Projection => Gen.Frequency(
        (4, Gens.Object(("configMap", Gens.Object(("name", Names))))),
        (4, Gens.Object(("configMap", Gens.Object(("name", Names), ("items", Items))))),
        (2, Gens.Object(("secret", Gens.Object(("name", Names), ("items", Gens.Sometimes(60, Items)))))),
        (2, Gens.Object(("downwardAPI", Gens.Object(("items", Gens.Array(1, 2, Fields)))))),
        (1, Gens.Object(("serviceAccountToken", Gens.Object(("path", Gens.Always("token")))))));

    private static Gen<GeneratedVolume> Of(string name, IReadOnlyList<string> subPaths, string kind, Gen<JToken?> source) =>
        source.Select(value => new GeneratedVolume(name, new JObject { ["name"] = name, [kind] = value!.DeepClone() }, subPaths));

    private static JObject Item(string path, JToken? mode)
    {
        var item = new JObject { ["key"] = path.Replace('/', '.'), ["path"] = path };
        if (mode is not null)
        {
            item["mode"] = mode;
        }

        return item;
    }
}
