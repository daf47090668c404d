namespace ConfigSync.Repository.Tests.Releases;

/// <summary>The commands by which SECURITY.md has a release verified, with a program in the place of cosign.</summary>
public sealed class VerificationTests : IDisposable
{
    private const string Succeeded = "all are signed";
    private static readonly string[] Images = ["webhook", "agent", "controller", "charts/config-sync"];
    private readonly ReleaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryImageIsVerifiedAsOneOfTheWorkflow()
    {
        Verify("true");

        Assert.Equal(
            Images.Select(static image => $"cosign verify --certificate-identity-regexp id --certificate-oidc-issuer us ghcr.io/config-sync/{image}:1.0.0"), _folder.Calls);
        Assert.Equal(Succeeded, File.ReadAllText(_folder.PathOf("output")).Trim());
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("agent")]
    [InlineData("charts/config-sync")]
    public void OneImageThatIsNotSignedFailsTheWhole(string image)
    {
        Assert.Throws<InvalidOperationException>(() => Verify($"[[ $* != */{image}:* ]]"));

        Assert.Empty(File.ReadAllText(_folder.PathOf("output")));
    }

    private void Verify(string cosign)
    {
        var command = Assert.Single(File.ReadLines(Sources.PathOf("SECURITY.md")), static line => line.Contains("cosign verify ", StringComparison.Ordinal))[2..];
        _folder.Write("images.txt", string.Concat(Images.Select(static image => $"ghcr.io/config-sync/{image}:1.0.0\n")));
        _folder.Stub("cosign", cosign);
        _folder.Step($"{{ {command}; }} > output", "identity=id", "issuer=us");
    }
}
