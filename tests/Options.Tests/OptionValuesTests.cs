using System.Collections;
using ConfigSync.Contract;

namespace ConfigSync.Options.Tests;

public sealed class OptionValuesTests
{
    private static readonly ProgramOption Level = new("log-level", "<level>", "low", "The level.");
    private static readonly ProgramOption Path = new("path", "<path>", null, "A path.", Repeatable: true) { Alias = "-p" };
    private static readonly ProgramOption Quiet = new("quiet", null, "false", "Say nothing.");

    private static readonly ProgramOption File = new("settings-file", "<path>", null, "The file.");

    private static readonly OptionSet Set = new("APP_", [Level, Path, Quiet, File])
    {
        File = new SettingsFile(File, "App", static (named, _) => named == "none"
            ? [] : [KeyValuePair.Create("logLEVEL", "file"), KeyValuePair.Create("Pth", "x"), KeyValuePair.Create("SettingsFile", "other")]),
    };

    [Fact]
    public void EveryPlaceIsKeptTheStrongestLast()
    {
        var (values, _) = Read(["--log-level=flag"], ("APP_LOG_LEVEL", "variable"));

        Assert.Equal(["App:logLEVEL=file", "APP_LOG_LEVEL=variable", "--log-level=flag"], values.Of(Level).Select(static value => $"{value.Name}={value.Text}"));
    }

    [Fact]
    public void BadValueIsAnErrorWhereverItStands()
    {
        var (values, errors) = Read(["--log-level=high"], ("APP_LOG_LEVEL", "variable"));

        Assert.Equal(2, new OptionReader(values, errors).Choice(Level, 0, ("low", 1), ("high", 2)));
        Assert.Equal(
            [
                "invalid option: App:Pth is unknown; did you mean App:Path?",
                "invalid option: App:SettingsFile is unknown",
                "invalid option: App:logLEVEL must be one of low, high (was 'file')",
                "invalid option: APP_LOG_LEVEL must be one of low, high (was 'variable')",
            ],
            errors.All);
    }

    [Fact]
    public void RepeatedOptionHasTheValuesOfItsStrongestPlace()
    {
        Assert.Equal(["a", "b"], Read([], ("APP_PATH", "a\n b\n")).Values.AllOf(Path));
        Assert.Equal(["-", "d"], Read(["-p", "-", "--path=d"], ("APP_PATH", "a")).Values.AllOf(Path));
    }

    [Fact]
    public void SwitchStandsAloneAndTakesNoValueFromWhatFollows()
    {
        var (values, errors) = Read(["--quiet", "--path", "x"]);

        Assert.True(new OptionReader(values, errors).Switch(Quiet));
        Assert.Equal(["x"], values.AllOf(Path));
    }

    [Fact]
    public void FileIsTheOneThatIsNamed() => Assert.Empty(Read(["--settings-file=none"]).Values.Of(Level));

    [Theory]
    [InlineData("--log-level", "--log-level must have a value (<level>)")]
    [InlineData("--log-level --quiet", "--log-level must have a value (<level>)")]
    [InlineData("--log-level=a --log-level=b", "--log-level must be given once (was 'a' and 'b')")]
    [InlineData("--log-lvel value", "--log-lvel is unknown; did you mean --log-level?")]
    [InlineData("stray", "stray is unknown")]
    public void WhatCannotBeIsAnError(string arguments, string error) =>
        Assert.Equal($"invalid option: {error}", Read(arguments.Split(' ')).Errors.All[0]);

    [Theory]
    [InlineData("APP_X_SERVICE_HOST", "10.0.0.1", false)]
    [InlineData("APP_X_PORT", "tcp://10.0.0.1:80", false)]
    [InlineData("APP_X_PORT", "80", true)]
    [InlineData("APP_X_PORT", "tcp:80", true)]
    [InlineData("APP_X_SERVICE_PORT_HTTP", "80", false)]
    [InlineData("APP_X_SERVICE_PORTS", "80", true)]
    [InlineData("APP_X_PORT_80_TCP_ADDR", "10.0.0.1", false)]
    [InlineData("APP_X", "1", true)]
    [InlineData("OTHER_X", "1", false)]
    public void UnknownVariableUnderThePrefixIsAnErrorUnlessTheKubeletSetsItForAService(string name, string value, bool isError) =>
        Assert.Equal(isError, Read([], (name, value)).Errors.All.Any(error => error.Contains(name, StringComparison.Ordinal)));

    [Fact]
    public void HelpListsEveryOptionAndTheVariables()
    {
        var help = HelpText.Print("app", Set, "end");

        Assert.All(["--log-level=<level>", "-p, --path=<path> *", "--quiet", "Default: low.", "APP_LOG_LEVEL for --log-level", "end"],
            text => Assert.Contains(text, help, StringComparison.Ordinal));
    }

    private static (OptionValues Values, OptionErrors Errors) Read(string[] arguments, params (string Name, string Value)[] variables)
    {
        var errors = new OptionErrors();
        var table = new Hashtable();
        Array.ForEach(variables, variable => table[variable.Name] = variable.Value);
        return (OptionValues.Read(Set, arguments, table, errors), errors);
    }
}
