using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.Installing;

public sealed class InstallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Installation => _folder.PathOf("root/opt");

    public InstallTests() => Directory.CreateDirectory(_folder.PathOf("root"));

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.AheadOfTimePrograms, Requirement.Namespaces)]
    public async Task InstalledProgramRunsWhereThereIsNothingElse()
    {
        var files = await InstallAsync();
        File.WriteAllText(_folder.PathOf("root/source"), "content");

        // The root of another image, as bare as can be: no C library, no shell, no /proc.
        await using var program = RunningProgram.Start("chroot",
        [
            _folder.PathOf("root"), $"/opt/{files.Single(IsLoader)}", "--library-path", "/opt", "/opt/config-sync",
            "--source=app:/source", "--copy=app:/target", "--once",
        ]);

        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Equal("content", File.ReadAllText(_folder.PathOf("root/target")));
    }

    [FactIfAvailable(Requirement.AheadOfTimePrograms)]
    public async Task ProgramComesLastSoThatWhoSeesItSeesAll()
    {
        var files = await InstallAsync();

        Assert.Equal("config-sync", files[^1]);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(Installation).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Installation), static file => Assert.Equal("r-xr-xr-x", Mode(file)));
    }

    [FactIfAvailable(Requirement.AheadOfTimePrograms)]
    public async Task InstallingOverAProgramThatRunsReplacesIt()
    {
        var files = await InstallAsync();
        var volume = _folder.PathOf("volume");
        Directory.CreateDirectory(volume);
        await using var running = RunningProgram.Start($"{Installation}/{files.Single(IsLoader)}",
            ["--library-path", Installation, $"{Installation}/config-sync", $"--source=app:{volume}", "--listen=off"]);
        await running.LineAsync(static line => line.Contains("\"Started\"", StringComparison.Ordinal));

        Assert.Equal(files, await InstallAsync());
        Assert.False(running.HasExited);
    }

    [Fact]
    public async Task FolderThatCannotBeCreatedIsReportedWithItsReason()
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync"), [$"--install={_folder.PathOf("not/there")}"]);

        Assert.Equal(1, await program.ExitCodeAsync());
        Assert.Equal($"can't write '{_folder.PathOf("not/there")}': No such file or directory", (string?)JsonNode.Parse(program.Output.Single())!["error"]);
    }

    private async Task<IReadOnlyList<string>> InstallAsync()
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync"), [$"--install={Installation}"]);
        Assert.Equal(0, await program.ExitCodeAsync());
        return [.. JsonNode.Parse(program.Output.Single())!["files"]!.AsArray().Select(static file => (string)file!)];
    }

    private static bool IsLoader(string name) => name.StartsWith("ld-", StringComparison.Ordinal);

    private static string Mode(string file) => string.Concat(Enumerable.Range(0, 9).Reverse()
        .Select(bit => ((int)File.GetUnixFileMode(file) & (1 << bit)) == 0 ? '-' : "xwr"[bit % 3]));
}
