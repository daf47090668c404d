using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Tests.Settings;

public sealed class ProfileSetTests
{
    [Fact]
    public void EveryErrorOfEveryProfileIsFoundAndNoneOfThemHolds()
    {
        var set = ProfileSet.Create(
            new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["web"] = new Dictionary<string, string> { ["relaod"] = "none", ["interval"] = "5" },
                ["api"] = new Dictionary<string, string> { ["profile"] = "web", ["reload"] = "none" },
            },
            out var errors);

        Assert.Equal(
            [
                "invalid profile: profiles.api.profile is not allowed, a profile names no other (was 'web') [bad-value]",
                "invalid profile: profiles.web.interval must be a duration from 1s to 1h, such as 60s (was '5') [bad-value]",
                "invalid profile: profiles.web.relaod is not known; did you mean 'reload'? (was 'none') [unknown-annotation]",
            ],
            errors.Select(error => error.ToString()));
        Assert.Equal(["default"], set.Names);
    }

    [Fact]
    public void DefaultIsAlwaysThere()
    {
        Assert.Equal(["default"], ProfileSet.Empty.Names);
        Assert.True(ProfileSet.Empty.TryGet("default", out var values));
        Assert.Empty(values);
    }

    [Fact]
    public void NamesAreInOrder()
    {
        var none = new Dictionary<string, string>();
        var set = ProfileSet.Create(new Dictionary<string, IReadOnlyDictionary<string, string>> { ["web"] = none, ["default"] = none, ["api"] = none }, out _);

        Assert.Equal(["api", "default", "web"], set.Names);
        Assert.False(set.TryGet("other", out _));
    }

    [Fact]
    public void EveryErrorOfEveryNamespaceIsFound()
    {
        var none = new Dictionary<string, string>();
        var set = ProfileSet.Create(
            new Dictionary<string, IReadOnlyDictionary<string, string>> { ["mirror"] = none },
            new Dictionary<string, string> { ["shop"] = "miror", ["Shop"] = "mirror", ["a.b"] = "", [new string('a', 64)] = "default" },
            out var errors);

        const string rule = "must be the name of a Namespace, of at most 63 lower-case letters, digits and dashes";
        Assert.Equal(
            [
                $"invalid namespace: namespaces.Shop {rule} (was 'Shop') [bad-value]",
                $"invalid namespace: namespaces.a.b {rule} (was 'a.b') [bad-value]",
                "invalid namespace: namespaces.a.b must be one of default, mirror (was '') [unknown-profile]",
                $"invalid namespace: namespaces.{new string('a', 64)} {rule} (was '{new string('a', 64)}') [bad-value]",
                "invalid namespace: namespaces.shop must be one of default, mirror; did you mean 'mirror'? (was 'miror') [unknown-profile]",
            ],
            errors.Select(error => error.ToString()));
        Assert.Null(set.NameFor("shop"));
    }

    [Fact]
    public void NamespaceHasTheProfileThatItIsGivenAndNoOther()
    {
        var set = ProfileSet.Create(
            new Dictionary<string, IReadOnlyDictionary<string, string>> { ["mirror"] = new Dictionary<string, string>() },
            new Dictionary<string, string> { ["shop"] = "mirror", ["plain"] = "default" },
            out var errors);

        Assert.Empty(errors);
        Assert.Equal(("mirror", "default", null, null), (set.NameFor("shop"), set.NameFor("plain"), set.NameFor("Shop"), set.NameFor(null)));
    }
}
