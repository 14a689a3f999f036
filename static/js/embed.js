/* Gives frames of Claimsite the height of what they show; without it they keep the height in their markup. */
addEventListener("message", ({ data, origin, source }) => {
  const height = data?.claimsiteHeight;
  if (!(height > 0 && height < 20000)) return;
  for (const frame of document.querySelectorAll("iframe[data-claimsite]")) {
    if (frame.contentWindow === source && new URL(frame.src).origin === origin) frame.height = Math.ceil(height);
  }
});
