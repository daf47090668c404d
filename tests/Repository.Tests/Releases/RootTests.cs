using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Releases;

/// <summary>Containers can be tried by root alone, so what guards main runs as root on GitHub too, where the user is another.</summary>
public sealed class RootTests : IDisposable
{
    /// <summary>How the workflows run it.</summary>
    public const string Command = """sudo env "PATH=$PATH" "DOTNET_ROOT=$DOTNET_ROOT" AOT_FRAMEWORK=net10.0 .ci/run""";

    private readonly ReleaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ci", "test")]
    [InlineData("release", "check")]
    public void TestsRunAsRootWithTheDotnetThatWasSetUp(string workflow, string job)
    {
        var jobs = ManifestYaml.Parse(File.ReadAllText(Sources.PathOf(".github", "workflows", $"{workflow}.yml"))).Single();
        var command = Assert.Single(jobs.At("jobs", job).List("steps").Select(static step => step.Text("run")).OfType<string>(),
            static command => command.Contains(".ci/run", StringComparison.Ordinal));
        // It forgets what sudo forgets.
        _folder.Stub("sudo", """exec env --ignore-environment "CALLS=$CALLS" PATH=/usr/bin:/bin "$@" """);
        _folder.StubAt(".ci/run", """echo "$PATH $DOTNET_ROOT $AOT_FRAMEWORK" >> "$CALLS" """);

        _folder.Step(command, "DOTNET_ROOT=/opt/dotnet");

        Assert.Equal(Command, command);
        Assert.StartsWith("sudo env ", _folder.Calls[0], StringComparison.Ordinal);
        Assert.StartsWith($"{_folder.PathOf("bin")}:", _folder.Calls[^1], StringComparison.Ordinal);
        Assert.EndsWith(" /opt/dotnet net10.0", _folder.Calls[^1], StringComparison.Ordinal);
    }
}
