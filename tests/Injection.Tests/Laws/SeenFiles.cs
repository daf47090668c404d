using ConfigSync.Contract;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>A file that a container sees, and the key of the object that it shows.</summary>
internal sealed record SeenFile(string Path, string Kind, string Object, string Key);

/// <summary>What the files of a Pod are: those that the kubelet makes of volumes, and those that the agent copies.</summary>
internal sealed class SeenFiles
{
    // Every key that an object has: without items, each is a file.
    private static readonly string[] Keys = ["a.yaml", "b", ".rc", "conf.d", "conf.d.site.conf", "conf.d.deep.x"];

    private readonly JObject _pod;
    private readonly Dictionary<string, List<SeenFile>> _volumes;

    public SeenFiles(JObject pod)
    {
        _pod = pod;
        _volumes = pod.SelectTokens("$.spec.volumes[*]").ToDictionary(volume => (string)volume["name"]!, FilesOf);
        foreach (var (source, path, volume, place) in Copies)
        {
            _volumes[volume].AddRange(Part(_volumes[source], path).Select(file => file with { Path = Join(place, file.Path) }).ToList());
        }
    }

    /// <summary>Every copy that the agent keeps: of what, and where to.</summary>
    public IEnumerable<(string Source, string Path, string Volume, string Place)> Copies
    {
        get
        {
            var agent = _pod.SelectTokens("$.spec.containers[*]").Concat(_pod.SelectTokens("$.spec.initContainers[*]"))
                .FirstOrDefault(container => (string?)container["name"] == InjectedNames.AgentContainer);
            foreach (var argument in agent?["args"]?.Select(argument => (string)argument!).Where(text => text.StartsWith("--copy", StringComparison.Ordinal)) ?? [])
            {
                var copy = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
                var target = copy[(copy.LastIndexOf(':') + 1)..];
                var source = copy[..copy.LastIndexOf(':')].Split('/', 2);
                var mount = agent!["volumeMounts"]!.Where(mount => IsWithin(target, (string)mount["mountPath"]!)).MaxBy(mount => ((string)mount["mountPath"]!).Length)!;
                yield return (source[0], source.ElementAtOrDefault(1) ?? "", (string)mount["name"]!,
                    Join(Normal((string?)mount["subPath"]), target[((string)mount["mountPath"]!).Length..].TrimStart('/')));
            }
        }
    }

    public HashSet<SeenFile> Of(JToken container)
    {
        var mounts = (container["volumeMounts"] as JArray ?? []).Select(mount => (Json: mount, Path: "/" + Normal((string?)mount["mountPath"]))).ToList();
        var seen = new HashSet<SeenFile>();
        foreach (var (mount, path) in mounts.Where(mount => mount.Json["subPathExpr"] is null))
        {
            foreach (var file in Part(_volumes[(string)mount["name"]!], Normal((string?)mount["subPath"])))
            {
                var at = file with { Path = Join(path, file.Path) };
                if (mounts.Where(other => IsWithin(at.Path, other.Path)).MaxBy(other => other.Path.Length).Path == path)
                {
                    seen.Add(at);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<SeenFile> Part(List<SeenFile> files, string path) =>
        files.Where(file => path.Length == 0 || IsWithin(file.Path, path))
            .Select(file => file with { Path = path.Length == 0 ? file.Path : file.Path[path.Length..].TrimStart('/') });

    // A file where another object makes a directory is no Pod that could start.
    private static List<SeenFile> FilesOf(JToken volume)
    {
        List<SeenFile> files = [.. volume.SelectTokens("projected.sources[*]").Append(volume).SelectMany(source => FilesOf(source, "configMap").Concat(FilesOf(source, "secret")))];
        var paths = volume.SelectTokens("$..downwardAPI.items[*].path").Select(path => Normal((string?)path)).Concat(files.Select(file => file.Path)).ToList();
        return files.FindAll(file => !paths.Exists(other => other.StartsWith(file.Path + "/", StringComparison.Ordinal)));
    }

    private static IEnumerable<SeenFile> FilesOf(JToken source, string kind)
    {
        if (source[kind] is not JObject shown)
        {
            return [];
        }

        var name = (string)(shown["name"] ?? shown["secretName"])!;
        return shown["items"] is JArray { Count: > 0 } items
            ? items.Where(item => Keys.Contains((string?)item["key"])).Select(item => new SeenFile(Normal((string?)item["path"]), kind, name, (string)item["key"]!))
            : Keys.Select(key => new SeenFile(key, kind, name, key));
    }

    private static bool IsWithin(string path, string directory) => path == directory || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string Join(string directory, string path) =>
        directory.Length == 0 ? path : path.Length == 0 ? directory : $"{directory.TrimEnd('/')}/{path}";

    private static string Normal(string? path) => string.Join('/', (path ?? "").Split('/').Where(step => step is not ("" or ".")));
}
