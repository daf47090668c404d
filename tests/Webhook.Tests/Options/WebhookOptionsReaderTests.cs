using System.Collections;
using ConfigSync.Configuration;
using ConfigSync.Injection.Settings;
using ConfigSync.Options;
using ConfigSync.TestKit;
using ConfigSync.Webhook.Options;
using Microsoft.Extensions.Logging;

namespace ConfigSync.Webhook.Tests.Options;

public sealed class WebhookOptionsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutAnySettingTheDefaultsHold()
    {
        var options = Accept(Read([]));
        Assert.Equal(new WebhookOptions(), options with { Effective = "" });
    }

    [Fact]
    public void FlagWinsOverVariableAndVariableOverFile()
    {
        var options = Accept(Read(
            ["--https-port", "4"],
            """{"Webhook": {"HttpsPort": 1, "HttpPort": 1, "DrainSeconds": 1}, "Logging": {"any": "thing"}}""",
            ("CONFIG_SYNC_WEBHOOK_HTTPS_PORT", "2"), ("CONFIG_SYNC_WEBHOOK_HTTP_PORT", "3"), ("CONFIG_SYNC_OTHER", "x"), ("PATH", "/bin")));
        Assert.Equal((4, 3, 1), (options.HttpsPort, options.HttpPort, options.DrainSeconds));
    }

    [Fact]
    public void EveryErrorOfEveryPlaceIsReportedAtOnce()
    {
        var parsed = Read(
            [
                "--address=localhost", "--https-port=65536", "--http-port=-1", "--certificate-file=", "--key-file=",
                "--agent-image=two words", "--agent-image-pull-policy=Sometimes", "--agent-pull-secrets=mirror,", "--drain-seconds=5s",
                "--shutdown-seconds=601", "--log-format=XML", "--profile-file=x",
            ],
            """{"Webhook": {"HttpsPrt": 1, "OnError": "explode"}}""",
            ("CONFIG_SYNC_WEBHOOK_LOG_LEVEL", "loud"), ("CONFIG_SYNC_WEBHOOK_DRAIN", "1"), ("CONFIG_SYNC_WEBHOOK_COLOUR", "red"));
        Assert.Equal(
            """
            invalid option: --profile-file is unknown; did you mean --profiles-file?
            invalid option: CONFIG_SYNC_WEBHOOK_COLOUR is unknown
            invalid option: CONFIG_SYNC_WEBHOOK_DRAIN is unknown
            invalid option: Webhook:HttpsPrt is unknown; did you mean Webhook:HttpsPort?
            invalid option: --address must be an IP address, or * for every address (was 'localhost')
            invalid option: --https-port must be a whole number from 0 to 65535 (was '65536')
            invalid option: --http-port must be a whole number from 0 to 65535 (was '-1')
            invalid option: --certificate-file must be a path (was '')
            invalid option: --key-file must be a path (was '')
            invalid option: --agent-image must be an image reference, such as registry.example/agent:1.0 or registry.example/agent@sha256:<64 hex digits> (was 'two words')
            invalid option: --agent-image-pull-policy must be Always, IfNotPresent or Never, or empty for the API server's choice (was 'Sometimes')
            invalid option: --agent-pull-secrets must be a comma list of names of Secrets, of lower-case letters, digits, dashes and dots, or empty for none (was 'mirror,')
            invalid option: Webhook:OnError must be one of deny, warn (was 'explode')
            invalid option: --drain-seconds must be a whole number from 0 to 600 (was '5s')
            invalid option: --shutdown-seconds must be a whole number from 0 to 600 (was '601')
            invalid option: CONFIG_SYNC_WEBHOOK_LOG_LEVEL must be one of debug, information, warning, error (was 'loud')
            invalid option: --log-format must be one of auto, json, text (was 'XML')
            """,
            string.Join('\n', parsed.Errors));
    }

    [Fact]
    public void PortsMustDiffer() =>
        Assert.Equal(["invalid option: --http-port must differ from --https-port (was '8443')"], Read(["--http-port", "8443"]).Errors);

    [Fact]
    public void BothPortsMayBeLeftToTheSystem() => Accept(Read(["--http-port", "0", "--https-port", "0"]));

    [Theory]
    [InlineData("CONFIG_SYNC_WEBHOOK_SERVICE_HOST", "10.0.0.1")]
    [InlineData("CONFIG_SYNC_WEBHOOK_SERVICE_PORT", "443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_SERVICE_PORT_HTTPS", "443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT", "tcp://10.0.0.1:443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP", "tcp://10.0.0.1:443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP_PROTO", "tcp")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP_PORT", "443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP_ADDR", "10.0.0.1")]
    [InlineData("CONFIG_SYNC_WEBHOOK_METRICS_SERVICE_HOST", "10.0.0.1")]
    public void VariableThatTheKubeletSetsForAServiceIsNoOption(string name, string value) => Accept(Read([], variables: (name, value)));

    [Fact]
    public void MistypedPortVariableIsNotTakenForAServices() => Assert.Equal(
        ["invalid option: CONFIG_SYNC_WEBHOOK_HTPS_PORT is unknown; did you mean CONFIG_SYNC_WEBHOOK_HTTPS_PORT?"],
        Read([], variables: ("CONFIG_SYNC_WEBHOOK_HTPS_PORT", "443")).Errors);

    public static TheoryData<string, string> GoodValues => new()
    {
        { "address", "127.0.0.1" }, { "https-port", "9443" }, { "http-port", "9080" }, { "certificate-file", "/c" }, { "key-file", "/k" },
        { "profiles-file", "/p" }, { "agent-image", "registry.example/agent:1" }, { "agent-image-pull-policy", "IfNotPresent" },
        { "agent-pull-secrets", "mirror, team.mirror" },
        { "on-error", "warn" }, { "drain-seconds", "0" }, { "shutdown-seconds", "600" }, { "log-level", "debug" }, { "log-format", "text" },
    };

    [Theory]
    [MemberData(nameof(GoodValues))]
    public void EachOptionIsReadFromEachPlace(string name, string value)
    {
        var option = WebhookFlags.All.Single(option => option.Name == name);
        ParsedOptions<WebhookOptions>[] places =
        [
            Read([], $$$"""{"Webhook": {"{{{OptionSet.KeyOf(option)}}}": "{{{value}}}"}}"""),
            Read([], variables: (option.Variable(WebhookFlags.VariablePrefix), value)),
            Read([option.With(value)]),
        ];
        Assert.All(places, parsed =>
        {
            var options = Accept(parsed);
            Assert.Contains($"{name}={value}", options.Effective, StringComparison.Ordinal);
            Assert.NotEqual(new WebhookOptions(), options with { Effective = "" });
        });
    }

    [Fact]
    public void EveryOptionHasAGoodValueInTheseTests() => Assert.Equal(
        WebhookFlags.All.Where(static option => option != WebhookFlags.SettingsFile).Select(static option => option.Name), GoodValues.Select(static row => (string)row[0]));

    [Fact]
    public void EveryPropertyOfTheOptionsIsAFlag() => Assert.Equal(
        typeof(WebhookOptions).GetProperties().Concat(typeof(InjectorOptions).GetProperties()).Select(static property => property.Name)
            .Except(["EqualityContract", nameof(WebhookOptions.Injector), nameof(WebhookOptions.Effective)]).Order(),
        WebhookFlags.All.Where(static option => option != WebhookFlags.SettingsFile).Select(OptionSet.KeyOf).Order());

    [Fact]
    public void DefaultInTheHelpIsTheOneThatHolds()
    {
        string[] arguments = [.. WebhookFlags.All.Where(static option => option.Default is not null).Select(static option => option.With(option.Default!))];
        Assert.Equal(new WebhookOptions(), Accept(Read(arguments)) with { Effective = "" });
    }

    [Fact]
    public void WordsAreReadAsTheyStand()
    {
        var options = Accept(Read(["--on-error", "warn", "--log-level", "error", "--log-format", "json"]));
        Assert.Equal((OnErrorPolicy.Warn, LogLevel.Error, LogFormat.Json), (options.Injector.OnError, options.LogLevel, options.LogFormat));
        Assert.Equal(3, Read(["--on-error=1", "--log-level=Error", "--log-format= json"]).Errors.Count);
    }

    private static WebhookOptions Accept(ParsedOptions<WebhookOptions> parsed)
    {
        Assert.Empty(parsed.Errors);
        return parsed.Options!;
    }

    private ParsedOptions<WebhookOptions> Read(string[] arguments, string file = "{}", params (string Name, string Value)[] variables)
    {
        var table = new Hashtable();
        Array.ForEach(variables, variable => table[variable.Name] = variable.Value);
        return WebhookOptionsReader.Program.Parse([.. arguments, WebhookFlags.SettingsFile.With(_folder.Write("settings.json", file))], table);
    }
}
