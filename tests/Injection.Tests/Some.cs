using System.Text;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Tests;

/// <summary>Small Pods for tests of one part.</summary>
internal static class Some
{
    /// <summary>A Pod of one container <c>app</c> and the volumes <c>config</c> (whole), <c>items</c> (two files), <c>data</c> (a claim) and <c>tmp</c>.</summary>
    public static PodView Pod(string spec = "", string container = "", string mounts = "", string metadata = "") => Read(
        $$"""
        {
          "metadata": { {{metadata}} },
          "spec": { {{(spec.Length > 0 ? spec + "," : "")}}
            "volumes": [
              { "name": "config", "configMap": { "name": "web" } },
              { "name": "items", "configMap": { "name": "web", "items": [ { "key": "a", "path": "a.yaml" }, { "key": "b", "path": "conf.d/b.conf" } ] } },
              { "name": "data", "persistentVolumeClaim": { "claimName": "data" } },
              { "name": "frozen", "persistentVolumeClaim": { "claimName": "frozen", "readOnly": true } },
              { "name": "tmp", "emptyDir": {} }
            ],
            "containers": [ { "name": "app", {{(container.Length > 0 ? container + "," : "")}} "volumeMounts": [ {{mounts}} ] } ]
          }
        }
        """);

    public static PodView Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new FieldReader(bytes);
        return PodReader.Read(ref reader, bytes);
    }

    /// <summary>Settings as annotations, without prefix, give them.</summary>
    public static PodSettings Settings(params (string Name, string Value)[] annotations) => Settings(annotations, []);

    public static PodSettings Settings(
        (string Name, string Value)[] annotations, (string Name, string Value)[] profile, (string Name, string Value)[]? below = null) => PodSettings.From(new SettingValues(
        annotations.ToDictionary(pair => Contract.InjectedNames.Prefix + pair.Name, pair => pair.Value),
        profile.ToDictionary(pair => pair.Name, pair => pair.Value),
        below?.ToDictionary(pair => pair.Name, pair => pair.Value)));
}
