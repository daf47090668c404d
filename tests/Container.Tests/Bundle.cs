using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>One injected container of a golden Pod as runc is to run it: the image's program, and the mounts, user and rights that the Pod gives it.</summary>
internal sealed class Bundle : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _id = $"config-sync-test-{Guid.NewGuid():N}";
    private readonly BuiltImage _image;
    private readonly JsonNode _container;

    /// <param name="image">The image.</param>
    /// <param name="container">The container's specification.</param>
    public Bundle(BuiltImage image, JsonNode container)
    {
        _image = image;
        _container = container;
        File.WriteAllText(_folder.PathOf("config.json"), Specification().ToJsonString());
    }

    private string State => _folder.PathOf("state");

    private IReadOnlyList<string> Arguments => [.. _container["args"]!.AsArray().Select(static argument => (string)argument!)];

    /// <summary>Starts it.</summary>
    public RunningProgram Run() => RunningProgram.Start("runc", ["--root", State, "run", "--bundle", _folder.Path, _id]);

    /// <summary>Sends its program SIGTERM, as the kubelet does.</summary>
    public void Terminate() => Tools.Output("runc", "--root", State, "kill", _id, "TERM");

    public ValueTask DisposeAsync()
    {
        Tools.Run("runc", Wait.Patience, "--root", State, "delete", "--force", _id);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private JsonObject Specification()
    {
        var security = _container["securityContext"]!;
        var capabilities = new JsonArray([.. ((JsonArray?)security["capabilities"]?["add"] ?? []).Select(static added => (JsonNode)$"CAP_{added}")]);
        return new JsonObject
        {
            ["ociVersion"] = "1.0.2",
            ["root"] = new JsonObject { ["path"] = _image.RootFileSystem, ["readonly"] = (bool)security["readOnlyRootFilesystem"]! },
            ["process"] = new JsonObject
            {
                ["cwd"] = "/",
                ["args"] = Texts([.. _image.Entrypoint, .. Arguments]),
                ["env"] = Texts(_image.Variables),
                ["noNewPrivileges"] = !(bool)security["allowPrivilegeEscalation"]!,
                ["user"] = new JsonObject { ["uid"] = (long)security["runAsUser"]!, ["gid"] = (long?)security["runAsGroup"] ?? 0 },
                // What the container runtime gives a process: bounding, effective and permitted; nothing is ambient.
                ["capabilities"] = new JsonObject
                {
                    ["bounding"] = capabilities.DeepClone(), ["effective"] = capabilities.DeepClone(), ["permitted"] = capabilities.DeepClone(),
                },
            },
            ["mounts"] = new JsonArray([
                Mount("/proc", "proc", "proc", []),
                Mount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
                Mount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"]),
                .. _container["volumeMounts"]!.AsArray().Select(mount => Volume(mount!)),
            ]),
            // A network of its own, in which runc brings the loopback device up.
            ["linux"] = new JsonObject
            {
                ["namespaces"] = new JsonArray([.. new[] { "pid", "mount", "ipc", "uts", "network" }.Select(static kind => new JsonObject { ["type"] = kind })]),
            },
        };
    }

    private JsonObject Volume(JsonNode mount)
    {
        var path = (string)mount["mountPath"]!;
        var readOnly = (bool?)mount["readOnly"] == true;
        var name = (string)mount["name"]!;
        var folder = _folder.PathOf($"volumes/{name}/{(string?)mount["subPath"]}");
        if (path == $"/config-sync/sources/{name}")
        {
            new KubeletVolume(folder).Write([.. Keys(name).Select(static key => (key, "content"))]);
        }

        // Writable for whoever the container runs as, as an emptyDir is.
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        return Mount(path, "bind", folder, ["rbind", readOnly ? "ro" : "rw"]);
    }

    /// <summary>The keys that the container's arguments speak of; any one where they speak of none.</summary>
    private List<string> Keys(string source)
    {
        string[] flags = ["--only=", "--copy=", "--copy-in-place="];
        var keys = Arguments.Where(argument => Array.Exists(flags, flag => argument.StartsWith($"{flag}{source}/", StringComparison.Ordinal)))
            .Select(argument => argument[(argument.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .Select(static path => path.LastIndexOf(':') is var colon and >= 0 ? path[..colon] : path)
            .Distinct(StringComparer.Ordinal).ToList();
        return keys.Count == 0 ? ["key"] : keys;
    }

    private static JsonObject Mount(string destination, string type, string source, string[] options) => new()
    {
        ["destination"] = destination, ["type"] = type, ["source"] = source, ["options"] = Texts(options),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)text)]);
}
