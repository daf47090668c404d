using System.Collections;
using ConfigSync.Controller.Options;
using ConfigSync.Options;

namespace ConfigSync.Controller.Tests.Options;

public sealed class ControllerOptionsReaderTests
{
    [Fact]
    public void FlagsAndVariablesAreReadAndFlagsWin()
    {
        var parsed = Read(
            ["--nudge-rate=7", "--secrets", "--lease", "mine", "--rollout-settle=1m30s"],
            ("CONFIG_SYNC_CONTROLLER_NUDGE_RATE", "8"), ("CONFIG_SYNC_CONTROLLER_ROLLOUTS", "true"), ("PATH", "/bin"));

        Assert.Empty(parsed.Errors);
        Assert.Equal(new ControllerOptions { NudgeRate = 7, Secrets = true, Lease = "mine", RolloutSettle = TimeSpan.FromSeconds(90), Rollouts = true }, parsed.Options);
    }

    [Fact]
    public void EveryErrorIsReportedAtOnceWithItsRule()
    {
        var parsed = Read(
            ["--nudge-rate=0", "--frobnicate", "--listen=here", "--nudge-interval=5", "--lease"],
            ("CONFIG_SYNC_CONTROLLER_SECRETS", "yes"), ("CONFIG_SYNC_CONTROLLER_NUGDE_RATE", "5"));

        Assert.Equal(
            """
            invalid option: --frobnicate is unknown
            invalid option: --lease must have a value (<name>)
            invalid option: CONFIG_SYNC_CONTROLLER_NUGDE_RATE is unknown; did you mean CONFIG_SYNC_CONTROLLER_NUDGE_RATE?
            invalid option: --listen must be an address and port (was 'here')
            invalid option: CONFIG_SYNC_CONTROLLER_SECRETS must be one of true, false (was 'yes')
            invalid option: --nudge-rate must be a whole number from 1 to 10000 (was '0')
            invalid option: --nudge-interval must be a duration from 100ms to 1h (was '5')
            """,
            string.Join(Environment.NewLine, parsed.Errors));
    }

    [Fact]
    public void DefaultInTheHelpIsTheOneThatHolds()
    {
        string[] arguments = [.. ControllerFlags.All.Where(static flag => flag.Default is not null).Select(static flag => flag.With(flag.Default!))];

        Assert.Equal(new ControllerOptions(), Read(arguments).Options);
    }

    [Fact]
    public void EveryOptionHasAFlagThatHelpNames()
    {
        var names = typeof(ControllerOptions).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").ToList();

        Assert.Equal(names.Order(), ControllerFlags.All.Select(flag => flag == ControllerFlags.KubeConfig ? nameof(ControllerOptions.KubeConfig) : OptionSet.KeyOf(flag)).Order());
        Assert.All(ControllerFlags.All, flag => Assert.Contains(flag.Flag, ControllerOptionsReader.Program.Help, StringComparison.Ordinal));
    }

    private static ParsedOptions<ControllerOptions> Read(string[] arguments, params (string Name, string Value)[] environment)
    {
        var table = new Hashtable();
        Array.ForEach(environment, variable => table[variable.Name] = variable.Value);
        return ControllerOptionsReader.Program.Parse(arguments, table);
    }
}
