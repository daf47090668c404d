using ConfigSync.TestKit;
using ConfigSync.Webhook.Profiles;

namespace ConfigSync.Webhook.Tests.Profiles;

public sealed class ProfilesFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ProfilesAreReadByName()
    {
        var set = ProfilesFile.Read(_folder.Write("p.yaml", """
            # What most teams want.
            profiles:
              default:
                reload: signal
                interval: 30s
              quiet: {reload: none}
              empty:
            """), out var faults);
        Assert.Empty(faults);
        Assert.Equal(["default", "empty", "quiet"], set.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("profiles:\n")]
    [InlineData("profiles: {}\n")]
    public void FileWithoutProfilesIsGood(string content)
    {
        var set = ProfilesFile.Read(_folder.Write("p.yaml", content), out var faults);
        Assert.Empty(faults);
        Assert.Equal(["default"], set.Names);
    }

    [Theory]
    [InlineData("profile:\n  a: {}\n", "line 1, column 1: unknown key 'profile': the only one is 'profiles'")]
    [InlineData("profiles: [a]\n", "line 1, column 11: 'profiles' must be a mapping")]
    [InlineData("- a\n", "line 1, column 1: the file must be a mapping")]
    [InlineData("profiles:\n  a: b\n", "line 2, column 6: profile 'a' must be a mapping")]
    [InlineData("profiles:\n  a:\n    reload: [none]\n", "line 3, column 13: 'reload' of profile 'a' must be a single value")]
    [InlineData("profiles:\n  ? [a]\n  : {}\n", "line 2, column 5: a key of 'profiles' must be a single value")]
    public void FaultIsToldWithLineAndColumn(string content, string fault)
    {
        var path = _folder.Write("p.yaml", content);
        ProfilesFile.Read(path, out var faults);
        Assert.Equal([$"can't use profiles file '{path}': {fault}"], faults);
    }

    [Theory]
    [InlineData("profiles: {\n")]
    [InlineData("profiles:\n  a: {reload: none}\n  a: {reload: none}\n")]
    [InlineData("profiles: *nowhere\n")]
    public void YamlThatCannotBeReadIsToldWithLineAndColumn(string content)
    {
        var path = _folder.Write("p.yaml", content);
        ProfilesFile.Read(path, out var faults);
        Assert.Matches($"^can't use profiles file '{path}': line [0-9]+, column [0-9]+: .+", Assert.Single(faults));
    }

    [Fact]
    public void MissingFileIsToldWithItsPath()
    {
        var path = _folder.PathOf("nowhere.yaml");
        ProfilesFile.Read(path, out var faults);
        Assert.StartsWith($"can't read profiles file '{path}': ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFaultIsTold()
    {
        ProfilesFile.Read(_folder.Write("p.yaml", "a: 1\nb: 2\nprofiles:\n  c: 3\n"), out var faults);
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void ValueThatBreaksAnAnnotationsRuleIsAFaultOfTheFile()
    {
        ProfilesFile.Read(_folder.Write("p.yaml", "profiles:\n  a:\n    reload: sometimes\n    intervall: 5s\n"), out var faults);
        Assert.Equal(2, faults.Count);
        Assert.All(faults, static fault => Assert.StartsWith("can't use profiles file '", fault, StringComparison.Ordinal));
    }
}
