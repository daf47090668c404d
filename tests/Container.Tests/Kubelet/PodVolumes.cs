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
    /// <param name="container">The container.</param>
    /// <param name="isNew">Whether a path was no mount before the Pod was injected.</param>
    public IReadOnlyList<JsonObject> MountsOf(JsonNode container, Func<string, bool> isNew)
    {
        var mounts = ((JsonArray?)container["volumeMounts"] ?? []).Select(static mount => new VolumeMount(mount!)).ToList();
        foreach (var mount in mounts.Where(mount => !Path.Exists(SourceOf(mount))))
        {
            Directory.CreateDirectory(SourceOf(mount));
            File.SetUnixFileMode(SourceOf(mount), ForAll);
            GiveToGroup(SourceOf(mount), "g+rwX");
        }

        foreach (var (outer, inner) in mounts.SelectMany(outer => mounts.Where(inner => IsReadOnly(outer) && inner.IsInside(outer)).Select(inner => (outer, inner))))
        {
            // The kubelet makes mount points in what it writes itself. In a claim that can't be written they are there, or the Pod would not start without us
            // either: except for what came with injection.
            if (_written.ContainsKey(outer.Volume) || !isNew(inner.Path))
            {
                MakeMountPoint(Path.Combine(SourceOf(outer), inner.Path[(outer.Path.Length + 1)..]), SourceOf(inner));
            }
        }

        // The kubelet opens the very file behind the links and binds that: the reason why it never changes.
        return [.. mounts.Select(mount => Mount.Bind(mount.Path, Tools.Output("realpath", SourceOf(mount)).TrimEnd(), IsReadOnly(mount)))];
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string volume) => _folder.PathOf(volume);

    private string SourceOf(VolumeMount mount) => Path.Combine(PathOf(mount.Volume), mount.SubPath);

    // What the kubelet writes is never for a container to write, whatever the mount says.
    private bool IsReadOnly(VolumeMount mount) => mount.ReadOnly || _written.ContainsKey(mount.Volume);

    private static void MakeMountPoint(string path, string source)
    {
        if (Directory.Exists(source))
        {
            Directory.CreateDirectory(path);
        }
        else if (!Path.Exists(path))
        {
            File.WriteAllText(path, "");
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

    private sealed record VolumeMount(string Volume, string Path, string SubPath, bool ReadOnly)
    {
        public VolumeMount(JsonNode mount)
            : this((string)mount["name"]!, ((string)mount["mountPath"]!).TrimEnd('/'), (string?)mount["subPath"] ?? "", (bool?)mount["readOnly"] == true)
        {
        }

        public bool IsInside(VolumeMount other) => Path.StartsWith(other.Path + "/", StringComparison.Ordinal);
    }
}
