using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Containers that mount volumes at paths which lie in and beside each other, and mention those paths in every place where one can.</summary>
internal static class ContainerGen
{
    private static readonly string[] Paths =
    [
        "/etc/app", "/etc/app/a.yaml", "/etc/app/conf.d", "/etc/app/a", "/data", "/data/conf", "/data/conf/a.yaml", "/data/b", "/opt/x.d/b",
        "/etc/nginx/nginx.conf", "/srv/~t/a~1b.yaml", "/home/app/.rc", "/var/run/secrets/kubernetes.io/serviceaccount",
    ];

    private static readonly string[] Forms =
    [
        "{0}", "--config={0}", "a:{0},b", "cat {0} && exec app -c \"{0}\"", "{0}.bak", "/chroot{0}", "$(ROOT){0}", "-f{0}", "--verbose", "{0}/sub", "file://{0}",
    ];

    public static Gen<JToken?> Container(string name, GeneratedVolume[] volumes, bool isInit = false) => Gens.Object(
        ("name", Gens.Always(name)),
        ("image", Gens.OneOf("registry.example/app:1", "registry.example/app:1", "registry.example/other:1", "linuxserver/app")),
        ("imagePullPolicy", Gens.Sometimes(20, Gens.OneOf("Always", "IfNotPresent"))),
        ("command", Gens.Sometimes(20, Texts)),
        ("args", Gens.Sometimes(60, Texts)),
        ("env", Gens.Sometimes(40, Gens.Array(0, 3, Variable))),
        ("envFrom", Gens.Sometimes(25, Gens.Array(1, 2, Bundle))),
        ("ports", Gens.Sometimes(30, Gens.Array(1, 1, Gens.Object(("containerPort", Gens.OneOf(8080, 9533)))))),
        ("livenessProbe", isInit ? Gen.Constant<JToken?>(null) : Gens.Sometimes(20, Probe)),
        ("lifecycle", isInit ? Gen.Constant<JToken?>(null) : Gens.Sometimes(10, Gens.Object(("preStop", Exec)))),
        ("securityContext", Gens.Sometimes(40, Security(fsGroup: false))),
        ("volumeMounts", Gens.Sometimes(90, Mounts(volumes))),
        ("futureField", Gens.Sometimes(10, Gens.Object(("deep", Gens.OneOf(1, "x", new JArray(1.5, 2)))))));

    public static Gen<JToken?> Security(bool fsGroup) => Gens.Object(
        ("runAsUser", Gens.Sometimes(70, Gens.OneOf(1000, 65532, 0))),
        ("runAsGroup", Gens.Sometimes(30, Gens.OneOf(1000, 2000))),
        ("runAsNonRoot", Gens.Sometimes(20, Gens.OneOf(true, false))),
        ("capabilities", fsGroup ? Gen.Constant<JToken?>(null) : Gens.Sometimes(40, Gens.Object(
            ("drop", Gens.Sometimes(70, Gens.Array(1, 2, Gens.OneOf("ALL", "KILL", "DAC_OVERRIDE", "NET_RAW")))),
            ("add", Gens.Sometimes(40, Gens.Array(1, 2, Gens.OneOf("KILL", "DAC_OVERRIDE", "SYS_TIME", "ALL"))))))),
        ("seccompProfile", Gens.Sometimes(30, Gens.Object(("type", Gens.OneOf("RuntimeDefault", "Unconfined"))))),
        ("seLinuxOptions", Gens.Sometimes(10, Gens.Object(("level", Gens.Always("s0:c1,c2"))))),
        ("fsGroup", fsGroup ? Gens.Sometimes(30, Gens.OneOf(1000)) : Gen.Constant<JToken?>(null)));

    private static Gen<JToken?> Text =>
        from form in Gen.Elements(Forms)
        from path in Gen.Elements(Paths)
        select (JToken?)form.Replace("{0}", path, StringComparison.Ordinal);

    private static Gen<JToken?> Texts => Gens.Array(0, 4, Text);

    private static Gen<JToken?> Exec => Gens.Object(("exec", Gens.Object(("command", Texts))));

    private static Gen<JToken?> Probe => Gen.OneOf(Exec, Gens.Object(("httpGet", Gens.Object(("port", Gens.OneOf(9533, 9534, "http"))))));

    private static Gen<JToken?> Variable => Gen.Frequency(
        (3, Gens.Object(("name", Gens.OneOf("A", "B")), ("value", Text))),
        (1, Gens.Object(("name", Gens.Always("C")), ("valueFrom", Gens.Object(("configMapKeyRef", Reference))))),
        (1, Gens.Object(("name", Gens.Always("D")), ("valueFrom", Gens.Object(("secretKeyRef", Reference))))));

    private static Gen<JToken?> Reference =>
        Gens.Object(("name", Gens.OneOf("web", "env")), ("key", Gens.OneOf("k", "l")), ("optional", Gens.Sometimes(30, Gens.OneOf(true, false))));

    private static Gen<JToken?> Bundle => Gens.Object(("configMapRef", Gens.Sometimes(70, Gens.Object(("name", Gens.OneOf("env", "more"))))),
        ("secretRef", Gens.Sometimes(30, Gens.Object(("name", Gens.Always("hidden"))))));

    private static Gen<JToken?> Mounts(GeneratedVolume[] volumes) =>
        from paths in Gens.Some(0, 6, Paths)
        from mounts in Gen.CollectToArray(paths, path => Mount(path, volumes))
        select (JToken?)Gens.ArrayOf(mounts);

    private static Gen<JToken?> Mount(string path, GeneratedVolume[] volumes) =>
        from volume in Gen.Elements(volumes)
        from mount in Gens.Object(
            ("name", Gens.Always(volume.Name)),
            ("mountPath", Gen.Frequency((8, Gens.Always(path)), (1, Gens.Always(path + "/")), (1, Gens.Always("/" + path)))),
            ("readOnly", Gens.Sometimes(20, Gens.OneOf(true, false))),
            ("mountPropagation", Gens.Sometimes(5, Gens.Always("None"))))
        from part in Gen.Frequency((4, None), (5, Gen.Elements<string>(volume.SubPaths).Select(Part)), (1, Gen.Constant(("subPathExpr", "$(A)"))))
        select (JToken?)With(mount!, part);

    private static Gen<(string Field, string Value)> None => Gen.Constant(("", ""));

    private static (string Field, string Value) Part(string subPath) => ("subPath", subPath);

    private static JObject With(JToken mount, (string Field, string Value) part)
    {
        var json = (JObject)mount.DeepClone();
        if (part.Field.Length > 0)
        {
            json[part.Field] = part.Value;
        }

        return json;
    }
}
