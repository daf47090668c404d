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
        await InstallAsync();
        File.WriteAllText(_folder.PathOf("root/source"), "content");

        // The root of another image, as bare as can be: no C library, no shell, no /proc.
        await using var program = RunningProgram.Start("chroot",
        [
            _folder.PathOf("root"), "/opt/loader", "--inhibit-cache", "--library-path", "/opt", "/opt/config-sync",
            "--source=app:/source", "--copy=app:/target", "--once",
        ]);

        Assert.Equal(0, await program.ExitCodeAsync());
        Assert.Equal("content", File.ReadAllText(_folder.PathOf("root/target")));
    }

    [FactIfAvailable(Requirement.AheadOfTimePrograms)]
    public async Task InstalledProgramIsProbedThroughItsLoaderWhateverTheImageSetsForPrograms()
    {
        await InstallAsync();
        var volume = Directory.CreateDirectory(_folder.PathOf("volume")).FullName;
        var state = $"--state={_folder.PathOf("state")}";
        string[] command = ["--inhibit-cache", "--library-path", Installation, $"{Installation}/config-sync"];
        var image = new Dictionary<string, string> { ["LD_PRELOAD"] = "", ["LD_LIBRARY_PATH"] = "" };
        await using var agent = RunningProgram.Start($"{Installation}/loader", [.. command, $"--source=app:{volume}", state, "--listen=off"], image);
        await Wait.Until(() => File.Exists(_folder.PathOf("state/ready")), "the agent is ready");

        await using var check = RunningProgram.Start($"{Installation}/loader", [.. command, "--check", state], image);

        Assert.Equal(0, await check.ExitCodeAsync());
        Assert.Empty(check.Errors);
    }

    [FactIfAvailable(Requirement.AheadOfTimePrograms)]
    public async Task OpenSslIsInstalledForWhoAsksForIt()
    {
        var without = await InstallAsync();
        var size = Directory.GetFiles(Installation).Sum(static file => new FileInfo(file) is { LinkTarget: null } real ? real.Length : 0);
        Assert.DoesNotContain(without, static file => file.StartsWith("libssl", StringComparison.Ordinal) || file.StartsWith("libcrypto", StringComparison.Ordinal));
        Assert.InRange(size, 1, 12_000_000);

        Assert.Contains(await InstallAsync("--install-https"), static file => file.StartsWith("libssl", StringComparison.Ordinal));
    }

    [FactIfAvailable(Requirement.AheadOfTimePrograms)]
    public async Task ProgramComesLastSoThatWhoSeesItSeesAll()
    {
        var files = await InstallAsync();

        Assert.Equal("config-sync", files[^1]);
        Assert.Equal(files.Single(IsLoader), new FileInfo($"{Installation}/loader").LinkTarget);
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

    private async Task<IReadOnlyList<string>> InstallAsync(params string[] more)
    {
        await using var program = RunningProgram.Start(Binaries.Find("config-sync"), [$"--install={Installation}", .. more]);
        Assert.Equal(0, await program.ExitCodeAsync());
        return [.. JsonNode.Parse(program.Output.Single())!["files"]!.AsArray().Select(static file => (string)file!)];
    }

    private static bool IsLoader(string name) => name.StartsWith("ld-", StringComparison.Ordinal);

    private static string Mode(string file) => string.Concat(Enumerable.Range(0, 9).Reverse()
        .Select(bit => ((int)File.GetUnixFileMode(file) & (1 << bit)) == 0 ? '-' : "xwr"[bit % 3]));
}
