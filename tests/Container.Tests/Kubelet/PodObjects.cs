using System.Text.Json.Nodes;

namespace ConfigSync.Container.Tests.Kubelet;

/// <summary>A ConfigMap or Secret; the Pod's own fields and its token, which volumes bring as well, go as objects here.</summary>
internal sealed record ObjectName(string Kind, string Name)
{
    /// <summary>What a downward API volume brings.</summary>
    public static readonly ObjectName Fields = new("Pod", "fields");

    /// <summary>The token of the Pod's service account.</summary>
    public static readonly ObjectName Token = new("ServiceAccount", "token");
}

/// <summary>
/// What the objects hold that a Pod's volumes bring. What no test gives is made up: the keys that the Pod speaks of, each with a value that says whose it is and
/// which version.
/// </summary>
internal sealed class PodObjects
{
    private static readonly string[] AgentFlags = ["--only=", "--copy=", "--copy-in-place="];

    private readonly Dictionary<ObjectName, IReadOnlyDictionary<string, string>> _contents;
    private readonly Dictionary<ObjectName, int> _versions = [];

    /// <summary>Makes up what is not given.</summary>
    public PodObjects(JsonNode spec, IReadOnlyDictionary<ObjectName, IReadOnlyDictionary<string, string>>? given = null)
    {
        _contents = new(given ?? new Dictionary<ObjectName, IReadOnlyDictionary<string, string>>());
        foreach (var mentions in Mentioned(spec).GroupBy(static entry => entry.Object, static entry => entry.Key).Where(group => !_contents.ContainsKey(group.Key)).ToList())
        {
            var name = mentions.Key;
            _versions[name] = 1;
            _contents[name] = mentions.OfType<string>().Distinct().DefaultIfEmpty("key").ToDictionary(static key => key, key => Content(name, key, 1), StringComparer.Ordinal);
        }
    }

    /// <summary>What an object holds now.</summary>
    public IReadOnlyDictionary<string, string> this[ObjectName name]
    {
        get => _contents[name];
        set => _contents[name] = value;
    }

    /// <summary>Makes up the next version of an object, and returns its number.</summary>
    public int Next(ObjectName name)
    {
        var version = ++_versions[name];
        _contents[name] = _contents[name].Keys.ToDictionary(static key => key, key => Content(name, key, version), StringComparer.Ordinal);
        return version;
    }

    /// <summary>What a volume brings: objects, and which key is found at which path, where it says so.</summary>
    public static IEnumerable<(ObjectName Object, IReadOnlyList<(string Key, string Path)>? Items)> In(JsonNode volume)
    {
        IEnumerable<JsonNode?> sources = volume["projected"] is { } projected ? (JsonArray?)projected["sources"] ?? [] : new[] { volume };
        foreach (var source in sources)
        {
            if (source!["configMap"] is { } configMap)
            {
                yield return (new ObjectName("ConfigMap", (string)configMap["name"]!), Items(configMap["items"], "key"));
            }
            else if (source["secret"] is { } secret)
            {
                yield return (new ObjectName("Secret", (string)(secret["secretName"] ?? secret["name"])!), Items(secret["items"], "key"));
            }
            else if (source["downwardAPI"] is { } fields)
            {
                yield return (ObjectName.Fields, Items(fields["items"], "path") ?? []);
            }
            else if (source["serviceAccountToken"] is { } token)
            {
                yield return (ObjectName.Token, [("token", (string)token["path"]!)]);
            }
        }
    }

    /// <summary>Whether a made-up value belongs to an object.</summary>
    public static bool IsOf(string content, ObjectName name) => content.StartsWith(name.Name + "/", StringComparison.Ordinal);

    private static string Content(ObjectName name, string key, int version) => $"{name.Name}/{key} version {version}";

    // Every object, with each key that the Pod speaks of: in items, in subPath, in the arguments of the agent. Null where an object is only named.
    private static IEnumerable<(ObjectName Object, string? Key)> Mentioned(JsonNode spec)
    {
        var volumes = (JsonArray?)spec["volumes"] ?? [];
        foreach (var (from, items) in volumes.SelectMany(static volume => In(volume!)))
        {
            yield return (from, null);
            foreach (var (key, _) in items ?? [])
            {
                yield return (from, key);
            }
        }

        var containers = ((JsonArray?)spec["initContainers"] ?? []).Concat((JsonArray?)spec["containers"] ?? []);
        foreach (var (volume, path) in containers.SelectMany(static container => Paths(container!)))
        {
            // In a volume without items a path is a key, of the first object that it brings.
            if (volumes.FirstOrDefault(candidate => (string)candidate!["name"]! == volume) is { } named && In(named).FirstOrDefault() is { Items: null, Object: { } first })
            {
                yield return (first, path.Split('/')[0]);
            }
        }
    }

    private static IEnumerable<(string Volume, string Path)> Paths(JsonNode container)
    {
        foreach (var mount in (JsonArray?)container["volumeMounts"] ?? [])
        {
            if ((string?)mount!["subPath"] is { Length: > 0 } path)
            {
                yield return ((string)mount["name"]!, path);
            }
        }

        foreach (var argument in ((JsonArray?)container["args"] ?? []).Select(static argument => (string)argument!))
        {
            // --copy=volume/path:directory
            if (Array.Find(AgentFlags, flag => argument.StartsWith(flag, StringComparison.Ordinal)) is { } flag
                && argument[flag.Length..].Split(':')[0].Split('/', 2) is [var volume, var path])
            {
                yield return (volume, path);
            }
        }
    }

    private static List<(string Key, string Path)>? Items(JsonNode? items, string key) =>
        ((JsonArray?)items)?.Select(item => ((string)item![key]!, (string)item["path"]!)).ToList();
}
