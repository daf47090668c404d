using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>An image that was built from the Dockerfile, unpacked: what a container runtime makes of the archive.</summary>
internal sealed class BuiltImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BuiltImage(string target)
    {
        var archive = Path.Combine(Path.GetFullPath(Environment.GetEnvironmentVariable(Containers.ImagesVariable)!, Repository.Root), $"{target}.tar");
        Directory.CreateDirectory(_folder.PathOf("archive"));
        Directory.CreateDirectory(RootFileSystem);
        Tools.Output("tar", "--extract", "--file", archive, "--directory", _folder.PathOf("archive"));
        var manifest = Read("manifest.json")[0]!;
        foreach (var layer in manifest["Layers"]!.AsArray())
        {
            Tools.Output("tar", "--extract", "--file", _folder.PathOf($"archive/{layer}"), "--directory", RootFileSystem);
        }

        var config = Read((string)manifest["Config"]!)["config"]!;
        Entrypoint = Texts(config[nameof(Entrypoint)]);
        Variables = Texts(config["Env"]);
    }

    /// <summary>The program, and arguments that come before a container's own.</summary>
    public IReadOnlyList<string> Entrypoint { get; }

    /// <summary>Variables, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Where its files are.</summary>
    public string RootFileSystem => _folder.PathOf("root");

    /// <summary>Unpacks <c>webhook</c>, <c>agent</c> or <c>controller</c>.</summary>
    public static BuiltImage Unpack(string target) => new(target);

    public void Dispose() => _folder.Dispose();

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(_folder.PathOf($"archive/{file}")))!;

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. ((JsonArray?)list ?? []).Select(static item => (string)item!)];
}
