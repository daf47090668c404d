using ConfigSync.TestKit;

namespace ConfigSync.Configuration.Tests;

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
            """), out var errors);
        Assert.Empty(errors);
        Assert.Equal(["default", "empty", "quiet"], set.Names);
    }

    [Fact]
    public void NamespacesHaveTheProfilesThatTheyAreGiven()
    {
        var set = ProfilesFile.Read(_folder.Write("p.yaml", """
            # Before the profiles that it names, and a name that YAML would take for a number.
            namespaces:
              shop: mirror
              "2048": default
              2049: mirror
            profiles:
              mirror: {agent-image-reference: mirror.example/agent:1}
            """), out var errors);
        Assert.Empty(errors);
        Assert.Equal(("mirror", "default", "mirror", null), (set.NameFor("shop"), set.NameFor("2048"), set.NameFor("2049"), set.NameFor("other")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("profiles:\n")]
    [InlineData("profiles: {}\n")]
    [InlineData("namespaces:\nprofiles:\n")]
    [InlineData("namespaces: {}\n")]
    [InlineData("namespaces: {shop: default}\n")]
    public void FileWithoutProfilesIsGood(string content)
    {
        var set = ProfilesFile.Read(_folder.Write("p.yaml", content), out var errors);
        Assert.Empty(errors);
        Assert.Equal(["default"], set.Names);
    }

    [Theory]
    [InlineData("profile:\n  a: {}\n", "line 1, column 1: unknown key 'profile': must be 'profiles' or 'namespaces'")]
    [InlineData("profiles: [a]\n", "line 1, column 11: 'profiles' must be a mapping")]
    [InlineData("- a\n", "line 1, column 1: the file must be a mapping")]
    [InlineData("profiles:\n  a: b\n", "line 2, column 6: profile 'a' must be a mapping")]
    [InlineData("profiles:\n  a:\n    reload: [none]\n", "line 3, column 13: 'reload' of profile 'a' must be a single value")]
    [InlineData("profiles:\n  ? [a]\n  : {}\n", "line 2, column 5: a key of 'profiles' must be a single value")]
    [InlineData("profiles:\n  a:\n    interval: 5s\n    reload: sometimes\n",
        "line 4, column 5: invalid profile: profiles.a.reload must be one of signal, http, restart, rollout, none (was 'sometimes') [bad-value]")]
    [InlineData("profiles: {a: {intervall: 5s}}\n",
        "line 1, column 16: invalid profile: profiles.a.intervall is not known; did you mean 'interval'? (was '5s') [unknown-annotation]")]
    [InlineData("namespaces: [shop]\n", "line 1, column 13: 'namespaces' must be a mapping")]
    [InlineData("namespaces:\n  shop: [mirror]\n", "line 2, column 9: the profile of Namespace 'shop' must be a single value")]
    [InlineData("namespaces:\n  ? [shop]\n  : mirror\n", "line 2, column 5: a key of 'namespaces' must be a single value")]
    [InlineData("profiles: {mirror: {}}\nnamespaces:\n  shop: mirorr\n",
        "line 3, column 3: invalid namespace: namespaces.shop must be one of default, mirror; did you mean 'mirror'? (was 'mirorr') [unknown-profile]")]
    [InlineData("namespaces:\n  shop:\n", "line 2, column 3: invalid namespace: namespaces.shop must be one of default (was '') [unknown-profile]")]
    [InlineData("namespaces:\n  Shop: default\n",
        "line 2, column 3: invalid namespace: namespaces.Shop must be the name of a Namespace, of at most 63 lower-case letters, digits and dashes (was 'Shop') [bad-value]")]
    [InlineData("profiles: {a: {interval: 5s}}\n---\nprofiles:\n  a: {drift: keep}\n", "line 4, column 3: profile 'a' is given twice")]
    [InlineData("namespaces: {shop: default}\n---\nnamespaces:\n  shop: default\n", "line 4, column 3: Namespace 'shop' is given twice")]
    public void ErrorIsReportedWithLineAndColumn(string content, string error)
    {
        var path = _folder.Write("p.yaml", content);
        ProfilesFile.Read(path, out var errors);
        Assert.Equal([$"can't use profiles file '{path}': {error}"], errors);
    }

    [Theory]
    [InlineData("profiles: {\n")]
    [InlineData("profiles:\n  a: {reload: none}\n  a: {reload: none}\n")]
    [InlineData("namespaces:\n  shop: default\n  shop: default\n")]
    [InlineData("profiles: *nowhere\n")]
    public void YamlThatCannotBeReadIsReportedWithLineAndColumn(string content)
    {
        var path = _folder.Write("p.yaml", content);
        ProfilesFile.Read(path, out var errors);
        Assert.Matches($"^can't use profiles file '{path}': line [0-9]+, column [0-9]+: .+", Assert.Single(errors));
    }

    [Fact]
    public void MissingFileIsReportedWithItsPath()
    {
        var path = _folder.PathOf("nowhere.yaml");
        ProfilesFile.Read(path, out var errors);
        Assert.StartsWith($"can't read profiles file '{path}': ", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryErrorIsReported()
    {
        ProfilesFile.Read(_folder.Write("p.yaml", "a: 1\nb: 2\nprofiles:\n  c: 3\n"), out var errors);
        Assert.Equal(3, errors.Count);
    }

    [Fact]
    public void ValueThatBreaksAnAnnotationsRuleIsAErrorOfTheFile()
    {
        ProfilesFile.Read(_folder.Write("p.yaml", "profiles:\n  a:\n    reload: sometimes\n    intervall: 5s\n"), out var errors);
        Assert.Equal(2, errors.Count);
        Assert.All(errors, static error => Assert.StartsWith("can't use profiles file '", error, StringComparison.Ordinal));
    }
}
