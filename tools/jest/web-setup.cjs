require('@testing-library/jest-dom');
// The NHS component library refuses to render without this class.
document.body.classList.add('nhsuk-frontend-supported');
