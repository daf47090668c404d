using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>An image that was built from the Dockerfile, unpacked: what a container runtime makes of the archive.</summary>
public sealed class BuiltImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BuiltImage(string target)
    {
        Directory.CreateDirectory(_folder.PathOf("archive"));
        Directory.CreateDirectory(_folder.PathOf("root"));
        Tools.Output("tar", "--extract", "--file", Containers.ArchiveOf(target), "--directory", _folder.PathOf("archive"));
        var manifest = Read("manifest.json")[0]!;
        foreach (var layer in manifest["Layers"]!.AsArray())
        {
            Tools.Output("tar", "--extract", "--file", _folder.PathOf($"archive/{layer}"), "--directory", _folder.PathOf("root"));
        }

        var config = Read((string)manifest["Config"]!)["config"]!;
        // A number and a number: the Dockerfile says why.
        var user = ((string)config["User"]!).Split(':');
        Image = new ContainerImage(_folder.PathOf("root"))
        {
            Entrypoint = Texts(config["Entrypoint"]),
            Command = Texts(config["Cmd"]),
            Variables = Texts(config["Env"]),
            User = long.Parse(user[0], CultureInfo.InvariantCulture),
            Group = long.Parse(user[1], CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The image.</summary>
    internal ContainerImage Image { get; }

    /// <summary>Unpacks <c>webhook</c>, <c>agent</c> or <c>controller</c>.</summary>
    public static BuiltImage Unpack(string target) => new(target);

    public void Dispose() => _folder.Dispose();

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(_folder.PathOf($"archive/{file}")))!;

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. ((JsonArray?)list ?? []).Select(static item => (string)item!)];
}
