using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Runtime;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Kubelet;

/// <summary>The volumes of a Pod, as a kubelet makes them on its node.</summary>
internal sealed class PodVolumes : IDisposable
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;
    private const int DefaultFileMode = 420;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, JsonNode> _volumes;
    private readonly Dictionary<string, KubeletVolume> _written = new(StringComparer.Ordinal);
    private readonly PodObjects _objects;
    private readonly long? _group;

    /// <summary>Makes them.</summary>
    /// <param name="spec">The Pod's specification.</param>
    /// <param name="objects">What its ConfigMaps and Secrets hold.</param>
    public PodVolumes(JsonNode spec, PodObjects objects)
    {
        _volumes = ((JsonArray?)spec["volumes"] ?? []).ToDictionary(static volume => (string)volume!["name"]!, static volume => volume!, StringComparer.Ordinal);
        _group = (long?)spec["securityContext"]?["fsGroup"];
        _objects = objects;
        foreach (var (name, volume) in _volumes)
        {
            Directory.CreateDirectory(PathOf(name));
            if (FileMode(volume) is not null)
            {
                // Before anybody sees the new files, as the kubelet does.
                _written[name] = new KubeletVolume(PathOf(name)) { BeforeRename = () => GiveToGroup(PathOf(name), "g+rX") };
                Write(name);
            }
            else
            {
                // An emptyDir is for all; a claim is as its provisioner made it, or as the kubelet gives it to the group.
                File.SetUnixFileMode(PathOf(name), ForAll);
                GiveToGroup(PathOf(name), "g+rwX");
            }
        }
    }

    /// <summary>Makes an object's new content appear in every volume that brings it, one after the other.</summary>
    public void Update(ObjectName changed)
    {
        foreach (var name in _written.Keys.Where(name => PodObjects.In(_volumes[name]).Any(entry => entry.Object == changed)))
        {
            Write(name);
        }
    }

    /// <summary>The mounts of a container.</summary>
    public IEnumerable<JsonObject> MountsOf(JsonNode container)
    {
        foreach (var mount in (JsonArray?)container["volumeMounts"] ?? [])
        {
            var source = Path.Combine(PathOf((string)mount!["name"]!), (string?)mount["subPath"] ?? "");
            if (!Path.Exists(source))
            {
                Directory.CreateDirectory(source);
                File.SetUnixFileMode(source, ForAll);
                GiveToGroup(source, "g+rwX");
            }

            var readOnly = (bool?)mount["readOnly"] == true;
            if (readOnly && !_written.ContainsKey((string)mount["name"]!))
            {
                MakeMountPoints(container, (string)mount["mountPath"]!, source);
            }

            // The kubelet opens the very file behind the links and binds that: the reason why it never changes.
            var real = Tools.Output("realpath", source).TrimEnd();
            yield return Mount.Bind((string)mount["mountPath"]!, real, readOnly);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string volume) => _folder.PathOf(volume);

    // What is mounted inside a volume that can't be written has its mount point there, or the Pod would not start without us either.
    private static void MakeMountPoints(JsonNode container, string path, string folder)
    {
        foreach (var inside in container["volumeMounts"]!.AsArray().Where(mount => ((string)mount!["mountPath"]!).StartsWith(path + "/", StringComparison.Ordinal)))
        {
            var point = Path.Combine(folder, ((string)inside!["mountPath"]!)[(path.Length + 1)..]);
            if (inside["subPath"] is null)
            {
                Directory.CreateDirectory(point);
            }
            else if (!Path.Exists(point))
            {
                File.WriteAllText(point, "");
            }
        }
    }

    private void Write(string name)
    {
        var keys = new List<(string, byte[])>();
        foreach (var (from, items) in PodObjects.In(_volumes[name]))
        {
            var content = _objects[from];
            keys.AddRange((items ?? content.Keys.Select(static key => (Key: key, Path: key))).Select(item => (item.Path, Encoding.UTF8.GetBytes(content[item.Key]))));
        }

        _written[name].Write(keys, (UnixFileMode)FileMode(_volumes[name])!);
    }

    /// <summary>The mode of the files of a volume that the kubelet writes; <see langword="null"/> for one that it does not.</summary>
    private static int? FileMode(JsonNode volume)
    {
        var source = volume["configMap"] ?? volume["secret"] ?? volume["projected"] ?? volume["downwardAPI"];
        return source is null ? null : (int?)source["defaultMode"] ?? DefaultFileMode;
    }

    // https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/volume_linux.go: what is made in a directory later has the group as well.
    private void GiveToGroup(string path, string mode)
    {
        if (_group is { } group)
        {
            Tools.Output("chgrp", "--recursive", "--no-dereference", $"{group}", path);
            Tools.Output("chmod", "--recursive", mode, path);
            Tools.Output("find", path, "-type", "d", "-exec", "chmod", "g+s", "{}", "+");
        }
    }
}
