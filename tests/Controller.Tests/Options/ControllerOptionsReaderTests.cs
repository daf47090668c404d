using ConfigSync.Controller.Options;

namespace ConfigSync.Controller.Tests.Options;

public sealed class ControllerOptionsReaderTests
{
    [Fact]
    public void FlagsAndVariablesAreReadAndFlagsWin()
    {
        var (options, faults) = Read(
            ["--nudge-rate=7", "--secrets", "--lease", "mine", "--rollout-settle=1m30s"],
            ("CONFIG_SYNC_CONTROLLER_NUDGE_RATE", "8"), ("CONFIG_SYNC_CONTROLLER_ROLLOUTS", "true"), ("PATH", "/bin"));

        Assert.Empty(faults);
        Assert.Equal(new ControllerOptions { NudgeRate = 7, Secrets = true, Lease = "mine", RolloutSettle = TimeSpan.FromSeconds(90), Rollouts = true }, options);
    }

    [Fact]
    public void EveryFaultIsToldAtOnceWithItsRule()
    {
        var (_, faults) = Read(
            ["--nudge-rate=0", "--frobnicate", "--listen=here", "--nudge-interval=5", "positional", "--lease"],
            ("CONFIG_SYNC_CONTROLLER_SECRETS", "yes"), ("CONFIG_SYNC_CONTROLLER_NUGDE_RATE", "5"));

        Assert.Equal(
            """
            invalid option: CONFIG_SYNC_CONTROLLER_NUGDE_RATE must be an option of this program (was '5')
            invalid option: CONFIG_SYNC_CONTROLLER_SECRETS must be 'true' or 'false' (was 'yes')
            invalid option: --nudge-rate must be a whole number from 1 to 10000 (was '0')
            invalid option: --frobnicate must be an option of this program (was '')
            invalid option: --listen must be an address and port (was 'here')
            invalid option: --nudge-interval must be a duration from 100ms to 1h (was '5')
            invalid option: positional must be an option of this program (was '')
            invalid option: --lease must be a name of a Kubernetes object (was '')
            """,
            string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("CONFIG_SYNC_CONTROLLER_SERVICE_HOST", "10.0.0.1")]
    [InlineData("CONFIG_SYNC_CONTROLLER_SERVICE_PORT_HTTP", "8080")]
    [InlineData("CONFIG_SYNC_CONTROLLER_PORT", "tcp://10.0.0.1:8080")]
    [InlineData("CONFIG_SYNC_CONTROLLER_PORT_8080_TCP_ADDR", "10.0.0.1")]
    public void VariablesThatTheKubeletMakesOfAServiceAreNotOurs(string name, string value) => Assert.Empty(Read([], (name, value)).Faults);

    [Fact]
    public void DefaultsThatAreToldAreThoseThatHold()
    {
        foreach (var flag in ControllerFlags.All.Where(flag => flag.Default.Length > 0))
        {
            Assert.Equal(new ControllerOptions(), flag.Apply(new ControllerOptions(), flag.Default));
        }
    }

    [Fact]
    public void EveryOptionHasAFlagThatHelpNames()
    {
        var names = typeof(ControllerOptions).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").ToList();

        Assert.Equal(names.Order(), ControllerFlags.All.Select(flag => Pascal(flag.Name)).Order());
        Assert.All(ControllerFlags.All, flag => Assert.Contains(flag.Switch, ControllerHelp.Text, StringComparison.Ordinal));
    }

    private static string Pascal(string name) => name == "kubeconfig" ? "KubeConfig" : string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static (ControllerOptions Options, IReadOnlyList<string> Faults) Read(string[] arguments, params (string Name, string Value)[] environment) =>
        ControllerOptionsReader.Read(arguments, environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
