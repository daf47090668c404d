using System.Text.Json.Nodes;
using System.Xml.Linq;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>
/// A folder in which the scripts of a release run, next to the sources that a test gives them, and with programs before those of the machine that write down
/// how they were called instead of calling anybody.
/// </summary>
internal sealed class ReleaseFolder : IDisposable
{
    // Digests are made of what was asked for, so that a test can tell whose they are.
    private const string Beginning = """
        #!/usr/bin/env bash
        printf '%s %s\n' "$(basename "$0")" "$*" >> "$CALLS"
        digest() { printf 'sha256:%s' "$(printf '%s' "$1" | sha256sum | cut -c1-64)"; }

        """;

    private readonly TemporaryFolder _folder = new();

    public ReleaseFolder(params ReadOnlySpan<string> linked)
    {
        foreach (var path in linked)
        {
            Link(path, Sources.PathOf(path));
        }

        Directory.CreateDirectory(PathOf("bin"));
    }

    /// <summary>The version that would be released.</summary>
    public static string Version { get; } = XDocument.Load(Sources.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>How the programs were called, in order, one call a line.</summary>
    public IReadOnlyList<string> Calls => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    /// <summary>The workflow that releases.</summary>
    public static JsonObject Workflow() => ManifestYaml.Parse(File.ReadAllText(Sources.PathOf(".github", "workflows", "release.yml"))).Single();

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([_folder.Path, .. parts]);

    /// <summary>Puts something in its place that is elsewhere.</summary>
    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.CreateSymbolicLink(PathOf(path), target);
    }

    /// <summary>Writes a file of the sources, with one text of it replaced.</summary>
    public void Change(string path, string from, string to)
    {
        var text = File.ReadAllText(Sources.PathOf(path));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Writes a file, in the place of what was linked there.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.Delete(PathOf(path));
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Puts a program before the one of the machine.</summary>
    public void Stub(string name, string does) => StubAt($"bin/{name}", does);

    /// <summary>Puts such a program in the place of one of the sources.</summary>
    public void StubAt(string path, string does)
    {
        Write(path, Beginning + does + "\n");
        File.SetUnixFileMode(PathOf(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a script of <c>.ci</c> and gives what it printed; fails when it does, with what it said.</summary>
    public string Run(string script, params ReadOnlySpan<string> arguments) =>
        Tools.Output("env", [.. Variables(), "bash", PathOf(".ci", script), .. arguments]);

    /// <summary>Runs a script that is to fail, and gives what it said.</summary>
    public string Refusal(string script, params string[] arguments) => Assert.Throws<InvalidOperationException>(() => Run(script, arguments)).Message;

    /// <summary>Runs a command of the workflow as a step of it would.</summary>
    public void Step(string command, params IEnumerable<string> variables) =>
        Tools.Output("env", ["--chdir", PathOf(), .. Variables(), .. variables, "bash", "-e", "-c", command]);

    public void Dispose() => _folder.Dispose();

    private string[] Variables() => [$"PATH={PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}", $"CALLS={PathOf("calls")}"];
}
