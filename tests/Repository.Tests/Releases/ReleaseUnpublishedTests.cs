namespace ConfigSync.Repository.Tests.Releases;

/// <summary>A version that people have is never made anew.</summary>
public sealed class ReleaseUnpublishedTests : IDisposable
{
    private readonly ReleaseFolder _release = new(".ci");

    public void Dispose() => _release.Dispose();

    [Fact]
    public void TagWithoutAReleaseIsLetThrough()
    {
        _release.Stub("gh", "echo 'release not found' >&2; exit 1");

        _release.Run("release-unpublished", "v7.7.7");

        Assert.Equal(["gh release view v7.7.7 --json url --jq .url"], _release.Calls);
    }

    [Fact]
    public void TagThatWasReleasedIsRefusedWithItsRelease()
    {
        _release.Stub("gh", "echo https://example/v7.7.7");

        Assert.Contains("can't release 'v7.7.7' again: it is published (https://example/v7.7.7)", _release.Refusal("release-unpublished", "v7.7.7"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP 403: Resource not accessible by integration", 1)]
    [InlineData("gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable", 4)]
    [InlineData("", 1)]
    public void WhereItIsNotKnownTheTagIsRefused(string error, int code)
    {
        _release.Stub("gh", $"echo '{error}' >&2; exit {code}");

        Assert.Contains($"can't tell whether 'v7.7.7' is published: {error}", _release.Refusal("release-unpublished", "v7.7.7"), StringComparison.Ordinal);
    }
}
