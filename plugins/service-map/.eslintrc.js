module.exports = require('../../scripts/eslint/panorama')(__dirname);
