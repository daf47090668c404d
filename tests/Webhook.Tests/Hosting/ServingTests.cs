using ConfigSync.TestKit;
using ConfigSync.TestKit.Certificates;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Webhook.Tests.Hosting;

public sealed class ServingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BadOptionsEndTheProcessWithCodeTwoAndEveryFault()
    {
        _folder.Write("appsettings.json", """{"Webhook": {"OnError": "explode"}}""");
        await AssertRefusedAsync(
            ["serve", "--htps-port", "3", "--drain-seconds=x", "--http-port"],
            """
            invalid option: --htps-port is unknown; did you mean --https-port?
            invalid option: --http-port must have a value (<port>)
            invalid option: CONFIG_SYNC_WEBHOOK_COLOUR is unknown
            invalid option: Webhook:OnError must be one of deny, warn (was 'explode')
            invalid option: --drain-seconds must be a whole number from 0 to 600 (was 'x')
            5 invalid options; run with --help for the list
            """,
            new() { ["CONFIG_SYNC_WEBHOOK_COLOUR"] = "red" });
    }

    [Fact]
    public async Task MissingCertificateAndBadProfilesAreToldTogether()
    {
        var profiles = _folder.Write("profiles.yaml", "profile: {}\n");
        await AssertRefusedAsync(
            ["serve", "--certificate-file=nowhere.crt", "--key-file=nowhere.key", "--profiles-file=" + profiles],
            $"""
            can't load certificate 'nowhere.crt' with key 'nowhere.key': Could not find file '{_folder.PathOf("nowhere.crt")}'.
            can't use profiles file '{profiles}': line 1, column 1: unknown key 'profile': must be 'profiles' or 'namespaces'
            """);
    }

    [Fact]
    public async Task PortInUseIsToldWithItsAddress()
    {
        using var ca = new TestCa();
        var pair = ca.Issue();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await AssertRefusedAsync(
            [
                "serve", "--address=127.0.0.1", $"--https-port={port}", "--http-port=0",
                "--certificate-file=" + _folder.Write("tls.crt", pair.Certificate), "--key-file=" + _folder.Write("tls.key", pair.Key),
            ],
            $"can't listen: Failed to bind to address https://127.0.0.1:{port}: address already in use.");
    }

    [Fact]
    public async Task SettingsFileThatIsNoJsonIsToldWithItsPath()
    {
        var path = _folder.Write("settings.json", "{");
        await using var program = Start(["serve", "--settings-file", path]);
        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.StartsWith($"can't read settings file '{path}': ", program.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsFileWithoutANameIsRefused() =>
        await AssertRefusedAsync(["serve", "--settings-file="], "invalid option: --settings-file must be a path (was '')\n1 invalid option; run with --help for the list");

    [Fact]
    public async Task SettingsFileThatIsNamedMustExist()
    {
        await using var program = Start(["serve", "--settings-file", "nowhere.json"]);
        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.StartsWith($"can't read settings file '{_folder.PathOf("nowhere.json")}': ", program.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesEveryOption()
    {
        await using var program = Start(["serve", "--help"]);
        Assert.Equal(0, await program.ExitCodeAsync());
        var help = string.Join('\n', program.Output);
        Assert.All(
            Webhook.Options.WebhookFlags.All,
            option => Assert.Contains(option.Flag, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommandOfTheKubectlPluginIsRefused() =>
        await AssertRefusedAsync(["inject", "--help="], "invalid option: inject is unknown\ninvalid option: --help is unknown\n2 invalid options; run with --help for the list");

    private async Task AssertRefusedAsync(string[] arguments, string errors, Dictionary<string, string>? environment = null)
    {
        await using var program = Start(arguments, environment);
        Assert.Equal(2, await program.ExitCodeAsync());
        Assert.Equal(errors, string.Join('\n', program.Errors));
    }

    private RunningProgram Start(string[] arguments, Dictionary<string, string>? environment = null) =>
        RunningProgram.Start(Binaries.Find("config-sync-webhook"), arguments, environment, _folder.Path);
}
