using System.Diagnostics;
using ConfigSync.TestKit;

namespace ConfigSync.Cli.Tests.Commands;

/// <summary>The offline commands as they are typed.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StandardInputIsInjected()
    {
        var (exitCode, output, errors) = await RunAsync(["inject", "-f", "-"], CommandRun.Deployment());

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("config-sync.dev/status: injected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FoldersAreReadWithEverythingBelowThemAndJoinedByMarkers()
    {
        Directory.CreateDirectory(_folder.PathOf("deep/er"));
        _folder.Write("deep/er/b.yml", "b: 1");
        _folder.Write("a.yaml", "a: 1\n");
        _folder.Write("deep/c.json", "{\"c\": 1}\n");
        _folder.Write("notes.txt", "not: [yaml");
        var (exitCode, output, _) = await RunAsync(["inject", "-f", _folder.Path]);

        Assert.Equal((0, "a: 1\n---\n{\"c\": 1}\n---\nb: 1"), (exitCode, output));
    }

    [Fact]
    public async Task EveryUnreadableFileIsNamedWithTheReason()
    {
        File.WriteAllBytes(_folder.PathOf("latin.yaml"), [0x61, 0x3A, 0x20, 0xE9]);
        Directory.CreateDirectory(_folder.PathOf("empty"));
        var (exitCode, output, errors) = await RunAsync(["inject", "-f", "missing.yaml", "-f", "latin.yaml", "-f", "empty"], folder: _folder.Path);

        Assert.Equal((2, ""), (exitCode, output));
        var lines = errors.TrimEnd().Split('\n');
        Assert.StartsWith("can't read file 'missing.yaml': ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["can't read file 'latin.yaml': it must be UTF-8 text", "can't read folder 'empty': it holds no .yaml, .yml, .json file"], lines[1..]);
    }

    [Fact]
    public async Task ProfileTakesThePlaceOfTheDefaultOne()
    {
        var profiles = _folder.Write("profiles.yaml", "profiles:\n  slow: {interval: 10m}\n");
        var (exitCode, output, _) = await RunAsync(["inject", "-f", "-", "--profiles-file", profiles, "--profile", "slow"], CommandRun.Deployment());

        Assert.Equal(0, exitCode);
        Assert.Contains("--interval=10m", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--interval=2m")]
    [InlineData("--interval=10m", "--profile", "slow")]
    public async Task ProfileThatIsChosenHoldsInPlaceOfTheNamespaces(string interval, params string[] options)
    {
        var profiles = _folder.Write("profiles.yaml", "profiles:\n  slow: {interval: 10m}\n  team: {interval: 2m}\nnamespaces: {shop: team}\n");
        var manifest = CommandRun.Deployment().Replace("  name: web\n  labels", "  name: web\n  namespace: shop\n  labels", StringComparison.Ordinal);
        var (exitCode, output, _) = await RunAsync(["inject", "-f", "-", "--profiles-file", profiles, .. options], manifest);

        Assert.Equal(0, exitCode);
        Assert.Contains(interval, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentComesFromWhereTheOptionsSay()
    {
        var (exitCode, output, _) = await RunAsync(
            ["inject", "-f", "-", "--agent-image", "mirror.example/agent:1", "--agent-pull-secrets", "mirror,team"], CommandRun.Deployment());

        Assert.Equal(0, exitCode);
        Assert.Contains("image: mirror.example/agent:1\n", output, StringComparison.Ordinal);
        Assert.Contains("imagePullSecrets:\n        - name: mirror\n        - name: team\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryBadOptionIsToldAtOnce()
    {
        var (exitCode, output, errors) = await RunAsync(["inject", "-f", "-", "--namespace-label", "maybe", "--profile", "fast", "--on-error", "shrug"], "");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal(
            "invalid option: --on-error must be one of deny, warn (was 'shrug')\n"
            + "invalid option: --namespace-label must be one of enabled, true, required, disabled, false (was 'maybe')\n2 invalid options; run with --help for the list\n", errors);
    }

    [Fact]
    public async Task UnknownProfileIsBadUsage()
    {
        var (exitCode, _, errors) = await RunAsync(["inject", "-f", "-", "--profile", "fast"], "");

        Assert.Equal((2, "invalid option: --profile must be one of default (was 'fast')\n1 invalid option; run with --help for the list\n"), (exitCode, errors));
    }

    [Theory]
    [InlineData("inject")]
    [InlineData("explain")]
    public async Task CommandWithoutManifestsIsBadUsage(string command)
    {
        var (exitCode, output, errors) = await RunAsync([command]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("--filename", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplanationEndsWithOneWhenAPodIsRefused()
    {
        var (exitCode, output, _) = await RunAsync(["explain", "-f", "-"], CommandRun.Deployment(annotations: "config-sync.dev/signal: SIGFOO"));

        Assert.Equal(1, exitCode);
        Assert.Contains("denied", output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, string input = "", string? folder = null)
    {
        using var program = Process.Start(new ProcessStartInfo(Binaries.Find("kubectl-config_sync"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        })!;
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        await program.StandardInput.WriteAsync(input);
        program.StandardInput.Close();
        await program.WaitForExitAsync().WaitAsync(Wait.Patience);
        return (program.ExitCode, await output, await errors);
    }
}
