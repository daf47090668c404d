using System.Text;
using ConfigSync.Injection.Settings;
using ConfigSync.Webhook.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ConfigSync.Webhook.Tests.Configuration;

public sealed class OptionsReaderTests
{
    private static readonly KeyValuePair<string, string>[] Nothing = [];

    [Fact]
    public void WithoutAnySettingTheDefaultsHold()
    {
        var reader = OptionsReader.Read(File("{}"), Nothing, Nothing);
        Assert.Empty(reader.Faults);
        Assert.Equal(new WebhookOptions(), reader.Options);
    }

    [Fact]
    public void FlagWinsOverVariableAndVariableOverFile()
    {
        var reader = OptionsReader.Read(
            File("""{"Webhook": {"HttpsPort": 1, "HttpPort": 1, "DrainSeconds": 1}, "Logging": {"any": "thing"}}"""),
            [new("CONFIG_SYNC_WEBHOOK_HTTPS_PORT", "2"), new("CONFIG_SYNC_WEBHOOK_HTTP_PORT", "3"), new("CONFIG_SYNC_OTHER", "x"), new("PATH", "/bin")],
            [new("--https-port", "4")]);
        Assert.Empty(reader.Faults);
        Assert.Equal((4, 3, 1), (reader.Options.HttpsPort, reader.Options.HttpPort, reader.Options.DrainSeconds));
    }

    [Fact]
    public void EveryFaultOfEveryPlaceIsToldAtOnce()
    {
        var reader = OptionsReader.Read(
            File("""{"Webhook": {"HttpsPrt": 1, "OnError": "explode"}}"""),
            [new("CONFIG_SYNC_WEBHOOK_LOG_LEVEL", "loud"), new("CONFIG_SYNC_WEBHOOK_DRAIN", "1"), new("CONFIG_SYNC_WEBHOOK_COLOUR", "red")],
            [
                new("--address", "localhost"), new("--https-port", "65536"), new("--http-port", "-1"), new("--certificate-file", ""), new("--key-file", ""),
                new("--agent-image", "two words"), new("--agent-image-pull-policy", "Sometimes"),
                new("--agent-pull-secrets", "mirror,"), new("--drain-seconds", "5s"),
                new("--shutdown-seconds", "601"), new("--log-format", "XML"), new("--profile-file", "x"),
            ]);
        Assert.Equal(
            """
            invalid option: Webhook:HttpsPrt must be a known option; did you mean Webhook:HttpsPort?
            invalid option: Webhook:OnError must be deny or warn (was 'explode')
            invalid option: CONFIG_SYNC_WEBHOOK_COLOUR must be a known option
            invalid option: CONFIG_SYNC_WEBHOOK_DRAIN must be a known option
            invalid option: CONFIG_SYNC_WEBHOOK_LOG_LEVEL must be debug, information, warning or error (was 'loud')
            invalid option: --address must be an IP address, or * for every address (was 'localhost')
            invalid option: --https-port must be a port from 0 to 65535 (was '65536')
            invalid option: --http-port must be a port from 0 to 65535 (was '-1')
            invalid option: --certificate-file must be a path (was '')
            invalid option: --key-file must be a path (was '')
            invalid option: --agent-image must be an image reference, such as registry.example/agent:1.0 or registry.example/agent@sha256:<64 hex digits> (was 'two words')
            invalid option: --agent-image-pull-policy must be Always, IfNotPresent or Never, or empty for the API server's choice (was 'Sometimes')
            invalid option: --agent-pull-secrets must be a comma list of names of Secrets, of lower-case letters, digits, dashes and dots, or empty for none (was 'mirror,')
            invalid option: --drain-seconds must be whole seconds from 0 to 600 (was '5s')
            invalid option: --shutdown-seconds must be whole seconds from 0 to 600 (was '601')
            invalid option: --log-format must be auto, json or text (was 'XML')
            invalid option: --profile-file must be a known option; did you mean --profiles-file?
            """,
            string.Join('\n', reader.Faults));
    }

    [Fact]
    public void PortsMustDiffer()
    {
        var reader = OptionsReader.Read(File("{}"), Nothing, [new("--http-port", "8443")]);
        Assert.Equal(["invalid option: --http-port must differ from --https-port (was '8443')"], reader.Faults);
    }

    [Fact]
    public void BothPortsMayBeLeftToTheSystem() =>
        Assert.Empty(OptionsReader.Read(File("{}"), Nothing, [new("--http-port", "0"), new("--https-port", "0")]).Faults);

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
    public void VariablesThatTheKubeletMakesOfOurServiceAreNoSettings(string name, string value) =>
        Assert.Empty(OptionsReader.Read(File("{}"), [new(name, value)], Nothing).Faults);

    [Fact]
    public void PortOfAVariableWithAWrongNameIsNotTakenForAServices() =>
        Assert.Equal(
            ["invalid option: CONFIG_SYNC_WEBHOOK_HTPS_PORT must be a known option; did you mean CONFIG_SYNC_WEBHOOK_HTTPS_PORT?"],
            OptionsReader.Read(File("{}"), [new("CONFIG_SYNC_WEBHOOK_HTPS_PORT", "443")], Nothing).Faults);

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
        var option = WebhookOptionList.All.Single(option => option.Name == name);
        var file = OptionsReader.Read(File($$$"""{"Webhook": {"{{{option.Key}}}": "{{{value}}}"}}"""), Nothing, Nothing);
        var variable = OptionsReader.Read(File("{}"), [new(option.Variable, value)], Nothing);
        var flag = OptionsReader.Read(File("{}"), Nothing, [new(option.Flag, value)]);
        Assert.All([file, variable, flag], reader =>
        {
            Assert.Empty(reader.Faults);
            Assert.Equal(value, option.Show(reader.Options));
            Assert.NotEqual(new WebhookOptions(), reader.Options);
        });
    }

    [Fact]
    public void EveryOptionHasAGoodValueInTheseTests() =>
        Assert.Equal(WebhookOptionList.All.Select(static option => option.Name), GoodValues.Select(static row => (string)row[0]));

    [Fact]
    public void EveryPropertyOfTheOptionsCanBeSet() =>
        Assert.Equal(
            typeof(WebhookOptions).GetProperties().Where(static property => property.Name != "EqualityContract").Select(static property => property.Name).Order(),
            WebhookOptionList.All.Select(static option => option.Key).Order());

    [Fact]
    public void WordsOfEnumerationsAreReadAsTheyStand()
    {
        var reader = OptionsReader.Read(File("{}"), Nothing, [new("--on-error", "warn"), new("--log-level", "error"), new("--log-format", "json")]);
        Assert.Equal((OnErrorPolicy.Warn, LogLevel.Error, LogFormat.Json), (reader.Options.OnError, reader.Options.LogLevel, reader.Options.LogFormat));
        Assert.Equal(3, OptionsReader.Read(File("{}"), Nothing, [new("--on-error", "1"), new("--log-level", "Error"), new("--log-format", " json")]).Faults.Count);
    }

    private static IConfiguration File(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
